{%- set columns = [
    'cost_month', 'cost_category', 'channel', 'segment', 'amount', 'currency',
    'includes_ad_spend',
] -%}

with

raw_rows as (
    select * from {{ source('finance', 'costs') }}
),

normalise as (
    select
        {{ as_date('cost_month', 'finance_costs') }} as cost_month,
        {{ as_lower('cost_category') }} as cost_category,
        {{ as_text('channel') }} as channel,
        {{ as_text('segment') }} as segment,
        {{ as_decimal('amount') }} as amount,
        {{ as_upper('currency') }} as currency,
        {{ as_boolean('includes_ad_spend') }} as includes_ad_spend,
        {{ keep_raw(columns) }}
    from raw_rows
),

judge as (
    select
        *,
        {{ null_word_count(columns) }} as null_word_count,
        {{ rejection_reason({
            'is empty': ['cost_month', 'cost_category', 'amount'],
            'is not a date': ['cost_month'],
            'is not a number': ['amount'],
            'is not a boolean': ['includes_ad_spend'],
        }, rules={
            "cost_category is not sales, marketing or expansion":
                "cost_category not in ('sales', 'marketing', 'expansion')",
        }) }} as rejection_reason
    from normalise
),

stage_costs as (
    select
        {{ listed(columns) }},
        null_word_count,
        rejection_reason,
        {{ raw_values(columns) }} as raw_values
    from judge
)

select * from stage_costs
