{%- set columns = ['valid_from', 'segment', 'gross_margin_rate'] -%}

with

raw_rows as (
    select * from {{ source('finance', 'gross_margins') }}
),

normalise as (
    select
        {{ as_date('valid_from', 'finance_gross_margins') }} as valid_from,
        {{ as_text('segment') }} as segment,
        {{ as_decimal('gross_margin_rate', scale=9) }} as gross_margin_rate,
        {{ keep_raw(columns) }}
    from raw_rows
),

judge as (
    select
        *,
        {{ null_word_count(columns) }} as null_word_count,
        {{ rejection_reason({
            'is empty': ['valid_from', 'gross_margin_rate'],
            'is not a date': ['valid_from'],
            'is not a number': ['gross_margin_rate'],
        }, rules={
            "gross_margin_rate is above 1": "gross_margin_rate > 1",
        }) }} as rejection_reason
    from normalise
),

stage_margins as (
    select
        {{ listed(columns) }},
        null_word_count,
        rejection_reason,
        {{ raw_values(columns) }} as raw_values
    from judge
)

select * from stage_margins
