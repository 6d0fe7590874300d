{%- set columns = [
    'submitted_at', 'period_start', 'period_grain', 'owner_id', 'segment',
    'forecast_category', 'forecast_amount', 'currency',
] -%}

with

raw_rows as (
    select * from {{ source('planning', 'forecasts') }}
),

normalise as (
    select
        {{ as_timestamp('submitted_at', 'planning_forecasts') }} as submitted_at,
        {{ as_date('period_start', 'planning_forecasts') }} as period_start,
        {{ as_lower('period_grain') }} as period_grain,
        {{ as_id('owner_id') }} as owner_id,
        {{ as_text('segment') }} as segment,
        {{ as_text('forecast_category') }} as forecast_category,
        {{ as_decimal('forecast_amount') }} as forecast_amount,
        {{ as_upper('currency') }} as currency,
        {{ keep_raw(columns) }}
    from raw_rows
),

judge as (
    select
        *,
        {{ null_word_count(columns) }} as null_word_count,
        {{ rejection_reason({
            'is empty': [
                'submitted_at', 'period_start', 'period_grain', 'owner_id',
                'forecast_category', 'forecast_amount',
            ],
            'is not a timestamp': ['submitted_at'],
            'is not a date': ['period_start'],
            'is not a number': ['forecast_amount'],
        }, rules={
            "period_grain is not month or quarter":
                "period_grain not in ('month', 'quarter')",
        }) }} as rejection_reason
    from normalise
),

stage_forecasts as (
    select
        {{ listed(columns) }},
        null_word_count,
        rejection_reason,
        {{ raw_values(columns) }} as raw_values
    from judge
)

select * from stage_forecasts
