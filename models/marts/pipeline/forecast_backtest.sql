{# In the order in which the first of several that are equally close is named. #}
{% set methods = {'commit': 'forecast_amount', 'calibrated': 'expected_amount', 'naive': 'naive_amount'} %}

with results as (
    select * from {{ ref('int_quarter_results') }}
),

forecasts as (
    select * from {{ ref('int_forecast_periods') }}
    where period_grain = 'quarter'
),

calibrated_forecasts as (
    select * from {{ ref('int_calibrated_forecasts') }}
    where period_grain = 'quarter' and is_final
),

measured_quarters as (
    select * from {{ ref('int_coverage_periods') }}
    where period_grain = 'quarter'
),

sum_forecasts as (
    select
        period_start,
        segment,
        sum(forecast_amount) as forecast_amount
    from forecasts
    group by period_start, segment
),

sum_expectations as (
    select
        period_start,
        segment,
        sum(won_amount + open_expected_amount + new_expected_amount) as expected_amount,
        sum(case when has_past then deals_without_probability else 1 end) as unknown_parts
    from calibrated_forecasts
    group by period_start, segment
),

sum_per_slice as (
    select
        results.period_start,
        results.period_end,
        coalesce(results.segment, 'All') as segment,
        sum(results.actual_amount) as actual_amount,
        sum(results.naive_amount) as naive_amount,
        sum(sum_forecasts.forecast_amount) as forecast_amount,
        case
            when
                max(measured_quarters.period_start) is not null
                and coalesce(sum(sum_expectations.unknown_parts), 0) = 0
                then coalesce(sum(sum_expectations.expected_amount), 0)
        end as expected_amount
    from results
    left join sum_forecasts
        on results.period_start = sum_forecasts.period_start and results.segment = sum_forecasts.segment
    left join sum_expectations
        on results.period_start = sum_expectations.period_start and results.segment = sum_expectations.segment
    left join measured_quarters
        on results.period_start = measured_quarters.period_start
    group by grouping sets (
        (results.period_start, results.period_end),
        (results.period_start, results.period_end, results.segment)
    )
),

measure_errors as (
    select
        *,
        {% for method, amount in methods.items() %}
            abs({{ amount }} - actual_amount) as {{ method }}_error,
        {% endfor %}
        {% for amount in methods.values() %}
            case when {{ amount }} is null then 0 else 1 end {{ '+' if not loop.last }}
        {% endfor %} as known_methods
    from sum_per_slice
    where segment = 'All' or actual_amount <> 0 or forecast_amount is not null or expected_amount <> 0
),

publish_errors as (
    select
        period_start,
        period_end,
        cast(segment as {{ dbt.type_string() }}) as segment,
        cast(actual_amount as numeric(38, 6)) as actual_amount,
        {% for method, amount in methods.items() %}
            cast({{ amount }} as numeric(38, 6)) as {{ amount }},
            cast({{ method }}_error as numeric(38, 6)) as {{ method }}_error,
        {% endfor %}
        cast(case
            when known_methods < 2 then null
            {% for method in methods %}
                when
                    {{ method }}_error is not null
                    {% for other in methods if other != method %}
                        and ({{ other }}_error is null or {{ method }}_error <= {{ other }}_error)
                    {% endfor %}
                    then '{{ method }}'
            {% endfor %}
        end as {{ dbt.type_string() }}) as closest_method
    from measure_errors
)

select * from publish_errors
