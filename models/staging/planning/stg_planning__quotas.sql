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
        {{ keep_raw('planning_quotas') }}
    from raw_rows
),

judge as (
    select
        normalise.*,
        {{ null_word_count('planning_quotas') }} as null_word_count,
        {{ rejection_reason('planning_quotas', rules={
            "period_grain is not month or quarter":
                "period_grain not in ('month', 'quarter')",
        }) }} as rejection_reason
    from normalise
),

stage_quotas as (
    select
        period_start,
        period_grain,
        owner_id,
        segment,
        quota_amount,
        currency,
        null_word_count,
        rejection_reason,
        {{ raw_values('planning_quotas') }} as raw_values
    from judge
)

select * from stage_quotas
