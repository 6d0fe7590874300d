{%- set lags = var('driver_lag_quarters') if var('driver_lag_quarters') is mapping else {} -%}
{%- set series = {
    'arr': 'closing_arr', 'new_arr': 'new_arr', 'gross_margin_arr': 'gross_margin_arr'
} -%}

with definitions as (
    select * from {{ ref('kpi_definitions') }}
),

kpi_values as (
    select * from {{ ref('kpi_values') }}
),

arr as (
    select * from {{ ref('north_star_arr') }}
),

-- Which outcome, and how much later, is a rule of the funnel and no choice of the best fit.
name_expectations as (
    select
        *,
        case
            when north_star = 'gross_margin' then 'gross_margin_arr'
            when funnel_stage in ('acquisition', 'activation', 'conversion') then 'new_arr'
            else 'arr'
        end as driven_outcome,
        case funnel_stage
            {% for funnel_stage, quarters in lags.items() %}
                when '{{ funnel_stage }}' then {{ quarters }}
            {% endfor %}
        end as lag_quarters
    from definitions
    where kpi <> 'north_star_arr'
),

-- DuckDB would give the wider of two decimals the fewer digits.
stack_series as (
    select
        kpi as series_name,
        period_grain,
        period_start,
        period_end,
        cast(kpi_value as numeric(28, 9)) as series_value
    from kpi_values
    where slice = 'total' and period_grain in ('month', 'quarter') and is_final
    {% for outcome, column in series.items() %}
        union all
        select
            '{{ outcome }}' as series_name,
            period_grain,
            period_start,
            period_end,
            cast({{ column }} as numeric(28, 9)) as series_value
        from arr
        where slice = 'total' and period_grain in ('month', 'quarter') and is_final
    {% endfor %}
),

measure_changes as (
    select
        stack_series.series_name,
        stack_series.period_grain,
        stack_series.period_start,
        {{ arc_change('periods_before.series_value', 'stack_series.series_value') }} as relative_change
    from stack_series
    inner join stack_series as periods_before
        on
            stack_series.series_name = periods_before.series_name
            and stack_series.period_grain = periods_before.period_grain
            and periods_before.period_end
            = cast({{ dbt.dateadd('day', -1, 'stack_series.period_start') }} as date)
),

pair_changes as (
    select
        cast(expectations.kpi as {{ dbt.type_string() }}) as kpi,
        cast(expectations.driven_outcome as {{ dbt.type_string() }}) as driven_outcome,
        cast(expectations.lag_quarters as integer) as lag_quarters,
        cast(kpi_changes.period_grain as {{ dbt.type_string() }}) as period_grain,
        kpi_changes.period_start,
        outcome_changes.period_start as outcome_period_start,
        kpi_changes.relative_change as kpi_change,
        outcome_changes.relative_change as outcome_change
    from name_expectations as expectations
    inner join measure_changes as kpi_changes
        on expectations.kpi = kpi_changes.series_name
    inner join measure_changes as outcome_changes
        on
            expectations.driven_outcome = outcome_changes.series_name
            and kpi_changes.period_grain = outcome_changes.period_grain
            and outcome_changes.period_start
            = cast({{ dbt.dateadd('month', '3 * expectations.lag_quarters', 'kpi_changes.period_start') }} as date)
    where kpi_changes.relative_change is not null and outcome_changes.relative_change is not null
)

select * from pair_changes
