{{ config(store_failures=true) }}

with booked_costs as (
    select * from {{ ref('int_acquisition_costs') }}
),

payback as (
    select * from {{ ref('kpi_cac_payback_months') }}
),

period_days as (
    select * from {{ ref('int_period_days') }}
),

sum_booked as (
    select
        period_days.period_grain,
        period_days.period_start,
        cast(sum(booked_costs.cost_units) as bigint) as cost_units
    from booked_costs
    inner join period_days
        on booked_costs.month_start = period_days.calendar_day
    where period_days.period_grain <> 'week' and period_days.period_start <= period_days.as_of_on
    group by period_days.period_grain, period_days.period_start
),

name_problems as (
    select
        concat(
            'kpi_cac_payback_months, ', sum_booked.period_grain, ' of ',
            cast(sum_booked.period_start as {{ dbt.type_string() }}), ': ',
            coalesce(cast(payback.numerator as {{ dbt.type_string() }}), 'nothing'), ' is allocated of ',
            cast(sum_booked.cost_units as {{ dbt.type_string() }}), ' booked minor units.'
        ) as problem
    from sum_booked
    left join payback
        on
            sum_booked.period_grain = payback.period_grain
            and sum_booked.period_start = payback.period_start
            and payback.slice = 'total'
    where
        payback.slice is null
        or (payback.value_status <> 'no_source' and payback.numerator * 100 <> sum_booked.cost_units)
)

select * from name_problems
