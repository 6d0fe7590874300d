{% set amount = 'cast(outcomes.reporting_amount as numeric(18, 2))' %}

with periods as (
    select * from {{ ref('int_coverage_periods') }}
    where period_grain in ('month', 'quarter')
),

due_deals as (
    select * from {{ ref('int_calibrated_deals') }}
),

outcomes as (
    select * from {{ ref('int_opportunity_outcomes') }}
),

find_new_wins as (
    select
        periods.period_grain,
        periods.period_start,
        outcomes.segment,
        outcomes.seller,
        sum(outcomes.reporting_amount) as new_amount,
        sum({{ amount }} * {{ amount }}) as squared_amount
    from periods
    inner join outcomes
        on
            periods.period_start <= outcomes.closed_on
            and periods.period_end >= outcomes.closed_on
    left join due_deals
        on
            periods.period_grain = due_deals.period_grain
            and periods.period_start = due_deals.period_start
            and outcomes.opportunity_id = due_deals.opportunity_id
    where
        periods.period_end <= periods.as_of_on
        and due_deals.opportunity_id is null
        and outcomes.is_won
        and outcomes.reporting_amount > 0
        and outcomes.opportunity_type in ({{ quoted_list(var('kpi_opportunity_types')) }})
    group by periods.period_grain, periods.period_start, outcomes.segment, outcomes.seller
),

rank_past_periods as (
    select
        periods.period_grain,
        periods.period_start,
        past_periods.period_start as past_start,
        row_number() over (
            partition by periods.period_grain, periods.period_start order by past_periods.period_start desc
        ) as past_rank,
        cast(
            {{ dbt.datediff('periods.period_start', 'periods.period_end', 'day') }} as integer -- noqa: LT05
        ) + 1 as day_count,
        cast(
            {{ dbt.datediff('periods.measured_on', 'periods.period_end', 'day') }} as integer -- noqa: LT05
        ) as days_left
    from periods
    inner join periods as past_periods
        on
            periods.period_grain = past_periods.period_grain
            and periods.measured_on >= past_periods.period_end
),

count_past_periods as (
    select
        *,
        least(day_count, days_left) as days_to_come,
        count(*) over (partition by period_grain, period_start) as past_count
    from rank_past_periods
    where past_rank <= {{ var('new_win_periods') }}
),

-- Of few large wins the amount varies with the sum of their squares.
expect_new_wins as (
    select
        count_past_periods.period_grain,
        count_past_periods.period_start,
        find_new_wins.segment,
        find_new_wins.seller,
        {{ exact_quotient(
            'sum(find_new_wins.new_amount * count_past_periods.days_to_come)',
            'max(count_past_periods.past_count * count_past_periods.day_count)'
        ) }} as new_amount,
        cast(
            sum(find_new_wins.squared_amount * count_past_periods.days_to_come)
            / max(count_past_periods.past_count * count_past_periods.day_count) as numeric(38, 4)
        ) as squared_deviation
    from count_past_periods
    inner join find_new_wins
        on
            count_past_periods.period_grain = find_new_wins.period_grain
            and count_past_periods.past_start = find_new_wins.period_start
    group by
        count_past_periods.period_grain,
        count_past_periods.period_start,
        find_new_wins.segment,
        find_new_wins.seller
)

select * from expect_new_wins
