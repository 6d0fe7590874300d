{% set lag_months = var('cac_cost_lag_months') | int %}

with costs as (
    select * from {{ ref('int_finance_costs_valued') }}
),

spend as (
    select * from {{ ref('int_channel_spend') }}
),

acquisition as (
    select * from costs
    where cost_category in ('sales', 'marketing')
),

-- A booking that says it includes the media stands for it: of its channel, or of all where it names none.
find_booked_media as (
    select
        month_start,
        channel
    from acquisition
    where cost_category = 'marketing' and includes_ad_spend
    group by month_start, channel
),

sum_spend as (
    select
        month_start,
        channel,
        sum(spend) as amount
    from spend
    group by month_start, channel
),

keep_unbooked_media as (
    select
        sum_spend.month_start,
        sum_spend.channel,
        sum_spend.amount
    from sum_spend
    left join find_booked_media
        on
            sum_spend.month_start = find_booked_media.month_start
            and (find_booked_media.channel is null or sum_spend.channel = find_booked_media.channel)
    where find_booked_media.month_start is null
),

stack_costs as (
    select
        month_start,
        channel,
        segment,
        reporting_amount
    from acquisition
    union all
    select
        month_start,
        channel,
        cast(null as {{ dbt.type_string() }}) as segment,
        amount as reporting_amount
    from keep_unbooked_media
),

-- Cost is set against the customers of a later month where selling takes its time.
sum_costs as (
    select
        cast({{ dbt.dateadd('month', lag_months, 'month_start') }} as date) as month_start,
        channel as booked_channel,
        segment as booked_segment,
        cast(round(sum(reporting_amount) * 100, 0) as bigint) as cost_units
    from stack_costs
    group by
        cast({{ dbt.dateadd('month', lag_months, 'month_start') }} as date),
        channel,
        segment
)

select * from sum_costs
