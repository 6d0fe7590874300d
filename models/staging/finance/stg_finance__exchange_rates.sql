{%- set columns = ['rate_date', 'from_currency', 'to_currency', 'rate'] -%}

with

raw_rows as (
    select * from {{ source('finance', 'exchange_rates') }}
),

normalise as (
    select
        {{ as_date('rate_date', 'finance_exchange_rates') }} as rate_date,
        {{ as_upper('from_currency') }} as from_currency,
        {{ as_upper('to_currency') }} as to_currency,
        {{ as_decimal('rate', scale=9) }} as rate,
        {{ keep_raw(columns) }}
    from raw_rows
),

judge as (
    select
        *,
        {{ null_word_count(columns) }} as null_word_count,
        {{ rejection_reason({
            'is empty': ['rate_date', 'from_currency', 'to_currency', 'rate'],
            'is not a date': ['rate_date'],
            'is not a number': ['rate'],
        }, rules={
            "rate is not above zero": "rate <= 0",
        }) }} as rejection_reason
    from normalise
),

stage_rates as (
    select
        {{ listed(columns) }},
        null_word_count,
        rejection_reason,
        {{ raw_values(columns) }} as raw_values
    from judge
)

select * from stage_rates
