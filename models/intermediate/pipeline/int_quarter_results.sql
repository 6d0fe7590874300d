with outcomes as (
    select * from {{ ref('int_opportunity_outcomes') }}
),

forecasts as (
    select * from {{ ref('int_forecast_periods') }}
),

calibrated_forecasts as (
    select * from {{ ref('int_calibrated_forecasts') }}
),

period_days as (
    select * from {{ ref('int_period_days') }}
    where period_grain = 'quarter'
),

closed_quarters as (
    select
        period_start,
        period_end,
        cast({{ dbt.dateadd('year', -1, 'period_start') }} as date) as year_before
    from period_days
    where period_end <= as_of_on and calendar_day = period_start
),

sum_quarters as (
    select
        period_days.period_start,
        outcomes.segment,
        cast(sum(case when outcomes.is_won then coalesce(outcomes.reporting_amount, 0) else 0 end) as numeric(28, 6))
            as won_amount
    from outcomes
    inner join period_days
        on outcomes.closed_on = period_days.calendar_day
    where outcomes.opportunity_type in ({{ quoted_list(var('kpi_opportunity_types')) }})
    group by period_days.period_start, outcomes.segment
),

find_first_quarter as (
    select min(period_start) as first_start
    from sum_quarters
),

stack_segments as (
    select segment from sum_quarters
    union all
    select segment from forecasts
    union all
    select segment from calibrated_forecasts
),

list_segments as (
    select segment
    from stack_segments
    group by segment
),

-- Nothing won a year ago is 0 where deals were closed by then, and unknown before the first of them.
compare_with_year_before as (
    select
        closed_quarters.period_start,
        closed_quarters.period_end,
        list_segments.segment,
        coalesce(of_quarter.won_amount, 0) as actual_amount,
        case
            when closed_quarters.year_before >= find_first_quarter.first_start
                then coalesce(of_year_before.won_amount, 0)
        end as naive_amount
    from closed_quarters
    cross join list_segments
    inner join find_first_quarter
        on closed_quarters.period_start >= find_first_quarter.first_start
    left join sum_quarters as of_quarter
        on
            closed_quarters.period_start = of_quarter.period_start
            and list_segments.segment = of_quarter.segment
    left join sum_quarters as of_year_before
        on
            closed_quarters.year_before = of_year_before.period_start
            and list_segments.segment = of_year_before.segment
)

select * from compare_with_year_before
