{%- set columns = [
    'opportunity_id', 'changed_at', 'stage_name', 'amount', 'close_date',
    'forecast_category', 'probability', 'owner_id',
] -%}

with

raw_rows as (
    {{ contract_rows('crm', 'opportunity_history', columns) }}
),

normalise as (
    select
        {{ as_id('opportunity_id') }} as opportunity_id,
        {{ as_timestamp('changed_at', 'crm_opportunity_history') }} as changed_at,
        {{ as_text('stage_name') }} as stage_name,
        {{ as_decimal('amount') }} as amount,
        {{ as_date('close_date', 'crm_opportunity_history') }} as close_date,
        {{ as_text('forecast_category') }} as forecast_category,
        {{ as_decimal('probability') }} as probability,
        {{ as_id('owner_id') }} as owner_id,
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
            'is empty': ['opportunity_id', 'changed_at'],
            'is not a timestamp': ['changed_at'],
            'is not a date': ['close_date'],
            'is not a number': ['amount', 'probability'],
        }, rules={'was deleted in its system': 'is_removed'}) }} as rejection_reason
    from normalise
),

stage_changes as (
    select
        {{ listed(columns) }},
        null_word_count,
        source_relation,
        rejection_reason,
        {{ raw_values(columns) }} as raw_values
    from judge
)

select * from stage_changes
