{%- set columns = [
    'subscription_id', 'account_id', 'started_on', 'ended_on', 'monthly_amount',
    'currency', 'plan_name', 'acquisition_opportunity_id',
] -%}

with

raw_rows as (
    {{ contract_rows('finance', 'subscriptions', columns, keys=['subscription_id']) }}
),

normalise as (
    select
        {{ as_id('subscription_id') }} as subscription_id,
        {{ as_id('account_id') }} as account_id,
        {{ as_date('started_on', 'finance_subscriptions') }} as started_on,
        {{ as_date('ended_on', 'finance_subscriptions') }} as ended_on,
        {{ as_decimal('monthly_amount') }} as monthly_amount,
        {{ as_upper('currency') }} as currency,
        {{ as_text('plan_name') }} as plan_name,
        {{ as_id('acquisition_opportunity_id') }} as acquisition_opportunity_id,
        is_removed,
        source_relation,
        {{ keep_raw(columns) }}
    from raw_rows
),

judge as (
    select
        *,
        {{ null_word_count(columns) }} as null_word_count,
        {{ rejection_reason({
            'is empty': [
                'subscription_id', 'account_id', 'started_on', 'monthly_amount',
            ],
            'is not a date': ['started_on', 'ended_on'],
            'is not a number': ['monthly_amount'],
        }, rules={
            "ended_on is before started_on": "ended_on < started_on",
            "was deleted in its system": "is_removed",
        }) }} as rejection_reason
    from normalise
),

stage_subscriptions as (
    select
        {{ listed(columns) }},
        null_word_count,
        source_relation,
        rejection_reason,
        {{ raw_values(columns) }} as raw_values
    from judge
)

select * from stage_subscriptions
