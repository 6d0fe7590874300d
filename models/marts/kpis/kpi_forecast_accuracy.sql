{% set accuracy %}
    case when denominator > 0 then cast(1 - {{ safe_ratio('abs(numerator - denominator)', 'denominator') }} as numeric(28, 9)) end
{% endset %}

with forecast_outcomes as (
    select * from {{ ref('int_forecast_outcomes') }}
),

slice_members as (
    select * from {{ ref('int_slice_members') }}
),

period_days as (
    select * from {{ ref('int_period_days') }}
    where period_grain <> 'week'
),

source_state as (
    select min(raw_rows) > 0 as has_source
    from {{ ref('int_row_counts') }}
    where source_table in ('crm_opportunities', 'planning_forecasts')
),

-- A seller of several segments is counted once, in the segment of its largest forecast.
compare_with_forecasts as (
    select
        period_grain,
        period_start as event_on,
        segment,
        seller,
        forecast_amount as numerator,
        actual_amount as denominator,
        case
            when is_main_segment
                then cast(seller_actual_amount as numeric(20, 2)) * cast(seller_actual_amount as numeric(20, 2))
            else 0
        end as sum_of_squares,
        case when is_main_segment then 1 else 0 end as sample_size
    from forecast_outcomes
),

sum_per_slice as (
    {{ slice_leaves('compare_with_forecasts', ['segment', 'seller'], per_grain=true) }}
),

{{ complete_periods('sum_per_slice') }},

describe_slices as (
    select
        {{ kpi_columns('kpi_forecast_accuracy', overrides={
            'kpi_value': accuracy,
            'value_status': {'no_denominator': 'denominator <= 0'},
        }) }},
        case
            when has_source and denominator > 0 then {{ safe_ratio('numerator - denominator', 'denominator') }}
        end as signed_bias
    from complete_slices
)

select * from describe_slices
