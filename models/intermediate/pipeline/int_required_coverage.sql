with coverage_periods as (
    select * from {{ ref('int_coverage_periods') }}
),

outcomes as (
    select * from {{ ref('int_opportunity_outcomes') }}
),

-- What share of its value a segment wins says how much pipeline a quota needs.
sum_outcomes as (
    select
        coverage_periods.period_grain,
        coverage_periods.period_start,
        coalesce(outcomes.segment, 'All') as segment,
        sum(case when outcomes.is_won then outcomes.reporting_amount else 0 end) as won_of_four_quarters,
        sum(outcomes.reporting_amount) as closed_of_four_quarters
    from coverage_periods
    inner join outcomes
        on outcomes.closed_on between coverage_periods.year_from and coverage_periods.year_to
    where
        outcomes.was_engaged
        and outcomes.opportunity_type in ({{ quoted_list(var('kpi_opportunity_types')) }})
    group by grouping sets (
        (coverage_periods.period_grain, coverage_periods.period_start),
        (coverage_periods.period_grain, coverage_periods.period_start, outcomes.segment)
    )
)

select * from sum_outcomes
