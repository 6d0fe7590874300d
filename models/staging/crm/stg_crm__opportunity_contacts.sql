with

raw_rows as (
    select * from {{ source('crm', 'opportunity_contacts') }}
),

normalise as (
    select
        {{ as_id('opportunity_id') }} as opportunity_id,
        {{ as_id('contact_id') }} as contact_id,
        {{ as_text('contact_role') }} as contact_role,
        {{ as_boolean('is_primary') }} as is_primary,
        {{ keep_raw('crm_opportunity_contacts') }}
    from raw_rows
),

judge as (
    select
        normalise.*,
        {{ null_word_count('crm_opportunity_contacts') }} as null_word_count,
        {{ rejection_reason('crm_opportunity_contacts') }} as rejection_reason
    from normalise
),

stage_buying_groups as (
    select
        opportunity_id,
        contact_id,
        contact_role,
        is_primary,
        null_word_count,
        rejection_reason,
        {{ raw_values('crm_opportunity_contacts') }} as raw_values
    from judge
)

select * from stage_buying_groups
