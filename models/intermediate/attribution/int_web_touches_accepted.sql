with

staged_rows as (
    select * from {{ ref('stg_web__touches') }}
),

merge_identical_rows as (
    select
        touch_id,
        occurred_at,
        anonymous_id,
        email,
        page_url,
        referrer_url,
        utm_source,
        utm_medium,
        utm_campaign,
        utm_content,
        utm_term,
        touch_type,
        user_agent,
        is_internal,
        count(*) as copies
    from staged_rows
    where rejection_reason is null
    group by
        touch_id,
        occurred_at,
        anonymous_id,
        email,
        page_url,
        referrer_url,
        utm_source,
        utm_medium,
        utm_campaign,
        utm_content,
        utm_term,
        touch_type,
        user_agent,
        is_internal
),

rank_versions as (
    select
        merge_identical_rows.*,
        {{ version_rank(
            ['touch_id'],
            contract_column_names('web_touches'),
        ) }} as version_rank,
        sum(copies) over (partition by touch_id) as all_copies,
        count(*) over (partition by touch_id) as rival_versions
    from merge_identical_rows
),

keep_one_version as (
    select
        touch_id,
        occurred_at,
        anonymous_id,
        email,
        page_url,
        referrer_url,
        utm_source,
        utm_medium,
        utm_campaign,
        utm_content,
        utm_term,
        touch_type,
        user_agent,
        is_internal,
        cast(all_copies as bigint) as version_count,
        rival_versions > 1 as has_conflicting_versions
    from rank_versions
    where version_rank = 1
)

select * from keep_one_version
