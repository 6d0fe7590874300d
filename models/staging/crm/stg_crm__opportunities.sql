{%- set columns = [
    'opportunity_id', 'account_id', 'owner_id', 'opportunity_name', 'opportunity_type',
    'stage_name', 'amount', 'recurring_amount', 'term_months', 'currency',
    'created_at', 'updated_at', 'engaged_at', 'close_date', 'closed_at',
    'forecast_category', 'probability', 'lead_source', 'loss_reason',
    'merged_into_opportunity_id', 'is_deleted', 'is_test',
] -%}

with

raw_rows as (
    {{ contract_rows('crm', 'opportunities', columns) }}
),

normalise as (
    select
        {{ as_id('opportunity_id') }} as opportunity_id,
        {{ as_id('account_id') }} as account_id,
        {{ as_id('owner_id') }} as owner_id,
        {{ as_text('opportunity_name') }} as opportunity_name,
        {{ as_text('opportunity_type') }} as opportunity_type,
        {{ as_text('stage_name') }} as stage_name,
        {{ as_decimal('amount') }} as amount,
        {{ as_decimal('recurring_amount') }} as recurring_amount,
        {{ as_integer('term_months') }} as term_months,
        {{ as_upper('currency') }} as currency,
        {{ as_timestamp('created_at', 'crm_opportunities') }} as created_at,
        {{ as_timestamp('updated_at', 'crm_opportunities') }} as updated_at,
        {{ as_timestamp('engaged_at', 'crm_opportunities') }} as engaged_at,
        {{ as_date('close_date', 'crm_opportunities') }} as close_date,
        {{ as_timestamp('closed_at', 'crm_opportunities') }} as closed_at,
        {{ as_text('forecast_category') }} as forecast_category,
        {{ as_decimal('probability') }} as probability,
        {{ as_text('lead_source') }} as lead_source,
        {{ as_text('loss_reason') }} as loss_reason,
        {{ as_id('merged_into_opportunity_id') }} as merged_into_opportunity_id,
        {{ as_boolean('is_deleted') }} as is_deleted,
        {{ as_boolean('is_test') }} as is_test,
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
            'is empty': ['opportunity_id', 'stage_name'],
            'is not a timestamp': [
                'created_at', 'updated_at', 'engaged_at', 'closed_at',
            ],
            'is not a date': ['close_date'],
            'is not a number': ['amount', 'recurring_amount', 'probability'],
            'is not a whole number': ['term_months'],
            'is not a boolean': ['is_deleted', 'is_test'],
        }, rules={'was deleted in its system': 'is_removed'}) }} as rejection_reason
    from normalise
),

stage_opportunities as (
    select
        {{ listed(columns) }},
        null_word_count,
        source_relation,
        rejection_reason,
        {{ raw_values(columns) }} as raw_values
    from judge
)

select * from stage_opportunities
