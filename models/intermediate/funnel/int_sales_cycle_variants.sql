with outcomes as (
    select * from {{ ref('int_opportunity_outcomes') }}
),

period_days as (
    select * from {{ ref('int_period_days') }}
),

measure_cycles as (
    select
        'kpi_sales_cycle_days' as kpi,
        'by_creation_cohort' as variant,
        created_on as event_on,
        closed_on,
        segment,
        cycle_days,
        cycle_days as numerator,
        1 as denominator,
        1 as sample_size
    from outcomes
    where
        is_won
        and cycle_days is not null
        and opportunity_type in ({{ quoted_list(var('kpi_opportunity_types')) }})
),

average_cohorts as (
    {{ sum_variants('measure_cycles') }}
),

-- A median has no parts: it stands over 1.
find_medians as (
    select
        measure_cycles.kpi,
        'median' as variant,
        period_days.period_grain,
        period_days.period_start,
        coalesce(measure_cycles.segment, 'All') as segment,
        cast(
            percentile_cont(0.5) within group (order by measure_cycles.cycle_days) as numeric(38, 6)
        ) as numerator,
        cast(1 as numeric(38, 6)) as denominator,
        cast(sum(measure_cycles.sample_size) as bigint) as sample_size
    from measure_cycles
    inner join period_days
        on measure_cycles.closed_on = period_days.calendar_day
    group by grouping sets (
        (measure_cycles.kpi, period_days.period_grain, period_days.period_start),
        (measure_cycles.kpi, period_days.period_grain, period_days.period_start, measure_cycles.segment)
    )
),

stack_variants as (
    select * from average_cohorts
    union all
    select * from find_medians
)

select * from stack_variants
