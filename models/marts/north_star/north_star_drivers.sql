with definitions as (
    select * from {{ ref('kpi_definitions') }}
),

changes as (
    select * from {{ ref('north_star_changes') }}
),

centre_changes as (
    select
        kpi,
        driven_outcome,
        lag_quarters,
        period_grain,
        cast(kpi_change - avg(kpi_change) over (partition by kpi, period_grain) as numeric(12, 9)) as kpi_move,
        cast(outcome_change - avg(outcome_change) over (partition by kpi, period_grain) as numeric(12, 9))
            as outcome_move
    from changes
),

sum_products as (
    select
        kpi,
        driven_outcome,
        lag_quarters,
        period_grain,
        count(*) as paired_periods,
        sum(kpi_move * kpi_move) as kpi_square,
        sum(outcome_move * outcome_move) as outcome_square,
        sum(kpi_move * outcome_move) as cross_product
    from centre_changes
    group by kpi, driven_outcome, lag_quarters, period_grain
),

-- Quarters where there are enough of them, else months.
rank_grains as (
    select
        *,
        row_number() over (
            partition by kpi
            order by
                case
                    when period_grain = 'quarter' and paired_periods >= {{ var('driver_minimum_periods') | int }} then 1
                    when period_grain = 'month' then 2
                    else 3
                end asc
        ) as grain_rank
    from sum_products
),

-- A KPI, or an outcome, that never moved tells nothing. An estimate needs no more digits than a float holds.
fit_lines as (
    select
        *,
        cross_product / nullif(kpi_square, 0) as slope,
        cross_product / nullif(sqrt(kpi_square) * sqrt(outcome_square), 0) as pearson_correlation,
        {{ student_quantile('(paired_periods - 2)') }} as error_count
    from rank_grains
    where grain_rank = 1 and paired_periods > 2 and outcome_square > 0
),

-- What the line leaves unexplained, from roots: a product of these sums has more digits than Spark's decimals hold.
measure_errors as (
    select
        *,
        sqrt(outcome_square) * sqrt(greatest(1 - pearson_correlation * pearson_correlation, 0))
        / nullif(sqrt((paired_periods - 2) * kpi_square), 0) as slope_error
    from fit_lines
),

round_estimates as (
    select
        kpi,
        cast(round(slope, 6) as numeric(28, 6)) as elasticity,
        cast(round(pearson_correlation, 6) as numeric(28, 6)) as pearson_correlation,
        cast(round(slope_error, 6) as numeric(28, 6)) as standard_error,
        cast(round(slope - slope_error * error_count, 6) as numeric(28, 6)) as interval_low,
        cast(round(slope + slope_error * error_count, 6) as numeric(28, 6)) as interval_high
    from measure_errors
),

judge_drivers as (
    select
        cast(definitions.kpi as {{ dbt.type_string() }}) as kpi,
        definitions.funnel_stage,
        definitions.north_star,
        definitions.direction,
        definitions.hypothesis,
        rank_grains.driven_outcome,
        rank_grains.lag_quarters,
        rank_grains.period_grain,
        cast(coalesce(rank_grains.paired_periods, 0) as bigint) as paired_periods,
        {% for name in ['pearson_correlation', 'elasticity', 'standard_error', 'interval_low', 'interval_high'] %}
            round_estimates.{{ name }},
        {% endfor %}
        cast(case
            when
                rank_grains.paired_periods >= {{ var('driver_minimum_periods') | int }}
                and (round_estimates.interval_low > 0 or round_estimates.interval_high < 0)
                then 'measured'
            else 'not_enough_evidence'
        end as {{ dbt.type_string() }}) as driver_status
    from definitions
    left join rank_grains
        on definitions.kpi = rank_grains.kpi and rank_grains.grain_rank = 1
    left join round_estimates
        on definitions.kpi = round_estimates.kpi
    where definitions.kpi <> 'north_star_arr'
),

hold_against_hypothesis as (
    select
        *,
        case
            when driver_status = 'measured' then (elasticity > 0) = (direction = 'higher_is_better')
        end as agrees_with_hypothesis
    from judge_drivers
)

select * from hold_against_hypothesis
