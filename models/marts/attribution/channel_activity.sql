with visits as (
    select * from {{ ref('int_web_sessions') }}
),

spend as (
    select * from {{ ref('int_channel_spend') }}
),

as_of as (
    select * from {{ ref('int_as_of') }}
),

-- Pages are told apart by grouping: counting distinct ones costs a set for every session.
count_views as (
    select
        visits.session_id,
        visits.page,
        min(visits.occurred_at) as first_at,
        max(case when visits.session_position = 1 then visits.channel end) as first_channel,
        count(*) as touch_count
    from visits
    cross join as_of
    where cast(visits.occurred_at as date) <= as_of.as_of_on
    group by visits.session_id, visits.page
),

-- A session belongs to the month and the channel of its first touch.
describe_sessions as (
    select
        session_id,
        cast({{ dbt.date_trunc('month', 'min(first_at)') }} as date) as month_start,
        max(first_channel) as channel,
        sum(touch_count) as touch_count,
        count(page) as page_count
    from count_views
    group by session_id
),

stack_activity as (
    select
        month_start,
        channel,
        0 as impressions,
        0 as clicks,
        0 as spend,
        1 as session_count,
        touch_count,
        page_count
    from describe_sessions
    union all
    select
        month_start,
        channel,
        impressions,
        clicks,
        spend,
        0 as session_count,
        0 as touch_count,
        0 as page_count
    from spend
),

sum_activity as (
    select
        month_start,
        channel,
        sum(impressions) as impressions,
        sum(clicks) as clicks,
        sum(spend) as spend,
        sum(session_count) as session_count,
        sum(touch_count) as touch_count,
        sum(page_count) as page_count
    from stack_activity
    group by month_start, channel
),

publish_activity as (
    select
        month_start,
        cast(channel as {{ dbt.type_string() }}) as channel,
        cast(impressions as bigint) as impressions,
        cast(clicks as bigint) as clicks,
        cast(spend as numeric(28, 6)) as spend,
        cast(session_count as bigint) as session_count,
        cast(touch_count as bigint) as touch_count,
        {{ safe_ratio('clicks', 'impressions') }} as click_through_rate,
        {{ safe_ratio('spend', 'clicks') }} as cost_per_click,
        {{ safe_ratio('touch_count', 'session_count') }} as touches_per_session,
        {{ safe_ratio('page_count', 'session_count') }} as pages_per_session
    from sum_activity
)

select * from publish_activity
