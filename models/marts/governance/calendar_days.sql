with period_days as (
    select * from {{ ref('int_period_days') }}
),

name_fiscal_periods as (
    select
        calendar_day,
        max(case when period_grain = 'quarter' then period_start end) as fiscal_quarter,
        max(case when period_grain = 'year' then period_start end) as fiscal_year
    from period_days
    group by calendar_day
)

select * from name_fiscal_periods
