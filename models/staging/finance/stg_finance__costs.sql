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
        {{ keep_raw('finance_costs') }}
    from raw_rows
),

judge as (
    select
        normalise.*,
        {{ null_word_count('finance_costs') }} as null_word_count,
        {{ rejection_reason('finance_costs', rules={
            "cost_category is not sales, marketing or expansion":
                "cost_category not in ('sales', 'marketing', 'expansion')",
        }) }} as rejection_reason
    from normalise
),

stage_costs as (
    select
        cost_month,
        cost_category,
        channel,
        segment,
        amount,
        currency,
        includes_ad_spend,
        null_word_count,
        rejection_reason,
        {{ raw_values('finance_costs') }} as raw_values
    from judge
)

select * from stage_costs
