with

raw_rows as (
    select * from {{ source('finance', 'gross_margins') }}
),

normalise as (
    select
        {{ as_date('valid_from', 'finance_gross_margins') }} as valid_from,
        {{ as_text('segment') }} as segment,
        {{ as_decimal('gross_margin_rate', scale=9) }} as gross_margin_rate,
        {{ keep_raw('finance_gross_margins') }}
    from raw_rows
),

judge as (
    select
        normalise.*,
        {{ null_word_count('finance_gross_margins') }} as null_word_count,
        {{ rejection_reason('finance_gross_margins', rules={
            "gross_margin_rate is above 1":
                "gross_margin_rate > 1",
        }) }} as rejection_reason
    from normalise
),

stage_margins as (
    select
        valid_from,
        segment,
        gross_margin_rate,
        null_word_count,
        rejection_reason,
        {{ raw_values('finance_gross_margins') }} as raw_values
    from judge
)

select * from stage_margins
