{%- set columns = ['opportunity_id', 'contact_id', 'contact_role', 'is_primary'] -%}

with

raw_rows as (
    {{ contract_rows('crm', 'opportunity_contacts', columns) }}
),

normalise as (
    select
        {{ as_id('opportunity_id') }} as opportunity_id,
        {{ as_id('contact_id') }} as contact_id,
        {{ as_text('contact_role') }} as contact_role,
        {{ as_boolean('is_primary') }} as is_primary,
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
            'is empty': ['opportunity_id', 'contact_id'],
            'is not a boolean': ['is_primary'],
        }, rules={'was deleted in its system': 'is_removed'}) }} as rejection_reason
    from normalise
),

stage_buying_groups as (
    select
        {{ listed(columns) }},
        null_word_count,
        source_relation,
        rejection_reason,
        {{ raw_values(columns) }} as raw_values
    from judge
)

select * from stage_buying_groups
