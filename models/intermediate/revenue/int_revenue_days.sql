with subscriptions as (
    select * from {{ ref('int_subscription_amounts') }}
),

period_days as (
    select * from {{ ref('int_period_days') }}
),

days as (
    select
        calendar_day,
        as_of_on,
        cast({{ dbt.dateadd('day', 1, 'calendar_day') }} as date) as next_day,
        max(case when calendar_day = measured_on then 1 else 0 end) = 1 as is_measured
    from period_days
    where calendar_day <= as_of_on
    group by calendar_day, as_of_on
),

-- The last day of a month stands a year after the last day of that month, 28 or 29 February.
pair_with_the_year_before as (
    select
        calendar_day,
        is_measured,
        calendar_day = as_of_on or extract(day from next_day) = 1 as is_month_close,
        case
            when extract(day from next_day) = 1
                then cast({{ dbt.dateadd('day', -1, dbt.dateadd('year', -1, 'next_day')) }} as date)
            else cast({{ dbt.dateadd('year', -1, 'calendar_day') }} as date)
        end as cohort_on
    from days
),

first_subscription as (
    select min(started_on) as first_day
    from subscriptions
),

list_cohort_days as (
    select cohort_on
    from pair_with_the_year_before
    where is_measured
    group by cohort_on
),

keep_measured_days as (
    select
        pairs.calendar_day as measured_on,
        pairs.cohort_on,
        cast({{ dbt.date_trunc('month', 'pairs.calendar_day') }} as date) as month_start,
        pairs.is_month_close
    from pair_with_the_year_before as pairs
    inner join first_subscription
        on pairs.calendar_day >= first_subscription.first_day
    left join list_cohort_days
        on pairs.calendar_day = list_cohort_days.cohort_on
    where pairs.is_month_close or pairs.is_measured or list_cohort_days.cohort_on is not null
)

select * from keep_measured_days
