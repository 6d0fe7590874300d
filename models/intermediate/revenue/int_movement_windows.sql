with movements as (
    select * from {{ ref('int_recurring_movements') }}
),

period_days as (
    select * from {{ ref('int_period_days') }}
),

-- Weeks are out: a window is made of whole months.
periods as (
    select
        period_grain,
        period_start,
        measured_on,
        cast({{ dbt.date_trunc('month', 'measured_on') }} as date) as last_month_start,
        cast({{ dbt.dateadd('month', -11, dbt.date_trunc('month', 'measured_on')) }} as date) as first_month_start
    from period_days
    where
        calendar_day = period_start
        and period_start <= as_of_on
        and period_grain <> 'week'
),

place_movements as (
    select
        periods.period_grain,
        periods.period_start,
        movements.parent_account_id,
        movements.month_start,
        movements.segment,
        movements.month_start = periods.first_month_start as is_first_month,
        movements.month_start = periods.last_month_start as is_last_month,
        movements.opening_revenue,
        movements.expansion_revenue,
        movements.contraction_revenue,
        movements.churn_revenue,
        movements.closing_revenue
    from periods
    inner join movements
        on
            periods.first_month_start <= movements.month_start
            and periods.last_month_start >= movements.month_start
)

select * from place_movements
