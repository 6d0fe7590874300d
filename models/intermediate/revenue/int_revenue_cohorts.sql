with revenue as (
    select * from {{ ref('int_recurring_revenue') }}
),

revenue_days as (
    select * from {{ ref('int_revenue_days') }}
),

period_days as (
    select * from {{ ref('int_period_days') }}
),

accounts as (
    select * from {{ ref('int_recurring_accounts') }}
),

periods as (
    select
        period_days.period_grain,
        period_days.period_start,
        period_days.measured_on,
        revenue_days.cohort_on
    from period_days
    inner join revenue_days
        on period_days.measured_on = revenue_days.measured_on
    where period_days.period_start <= period_days.as_of_on
    group by
        period_days.period_grain,
        period_days.period_start,
        period_days.measured_on,
        revenue_days.cohort_on
),

-- A deal won after the cohort day changes no slice of it. An account that is gone has a row of 0.
compare_with_the_year_before as (
    select
        periods.period_grain,
        periods.period_start,
        periods.measured_on,
        periods.cohort_on,
        accounts.parent_account_id,
        accounts.segment,
        accounts.industry,
        accounts.seller,
        case when accounts.first_won_on <= periods.cohort_on then accounts.channel else 'Unknown' end as channel,
        years_before.recurring_revenue as cohort_revenue,
        greatest(revenue.recurring_revenue, 0) as retained_revenue
    from periods
    inner join revenue as years_before
        on periods.cohort_on = years_before.measured_on
    inner join revenue
        on
            years_before.parent_account_id = revenue.parent_account_id
            and periods.measured_on = revenue.measured_on
    inner join accounts
        on years_before.parent_account_id = accounts.parent_account_id
    where years_before.recurring_revenue > 0
)

select * from compare_with_the_year_before
