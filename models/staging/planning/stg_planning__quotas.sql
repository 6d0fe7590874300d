{%- set columns = [
    'period_start', 'period_grain', 'owner_id', 'segment', 'quota_amount', 'currency',
] -%}

with

raw_rows as (
    select * from {{ source('planning', 'quotas') }}
),

normalise as (
    select
        {{ as_date('period_start', 'planning_quotas') }} as period_start,
        {{ as_lower('period_grain') }} as period_grain,
        {{ as_id('owner_id') }} as owner_id,
        {{ as_text('segment') }} as segment,
        {{ as_decimal('quota_amount') }} as quota_amount,
        {{ as_upper('currency') }} as currency,
        {{ keep_raw(columns) }}
    from raw_rows
),

judge as (
    select
        *,
        {{ null_word_count(columns) }} as null_word_count,
        {{ rejection_reason({
            'is empty': ['period_start', 'period_grain', 'owner_id', 'quota_amount'],
            'is not a date': ['period_start'],
            'is not a number': ['quota_amount'],
        }, rules={
            "period_grain is not month or quarter":
                "period_grain not in ('month', 'quarter')",
        }) }} as rejection_reason
    from normalise
),

stage_quotas as (
    select
        {{ listed(columns) }},
        null_word_count,
        rejection_reason,
        {{ raw_values(columns) }} as raw_values
    from judge
)

select * from stage_quotas
