{%- set columns = [
    'contact_id', 'account_id', 'email', 'full_name', 'job_title', 'created_at',
    'updated_at', 'merged_into_contact_id',
] -%}

with

raw_rows as (
    {{ contract_rows('crm', 'contacts', columns) }}
),

normalise as (
    select
        {{ as_id('contact_id') }} as contact_id,
        {{ as_id('account_id') }} as account_id,
        {{ as_lower('email') }} as email,
        {{ as_text('full_name') }} as full_name,
        {{ as_text('job_title') }} as job_title,
        {{ as_timestamp('created_at', 'crm_contacts') }} as created_at,
        {{ as_timestamp('updated_at', 'crm_contacts') }} as updated_at,
        {{ as_id('merged_into_contact_id') }} as merged_into_contact_id,
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
            'is empty': ['contact_id'],
            'is not a timestamp': ['created_at', 'updated_at'],
        }, rules={'was deleted in its system': 'is_removed'}) }} as rejection_reason
    from normalise
),

stage_contacts as (
    select
        {{ listed(columns) }},
        null_word_count,
        source_relation,
        rejection_reason,
        {{ raw_values(columns, personal=[
            'email', 'full_name', 'job_title',
        ]) }} as raw_values
    from judge
)

select * from stage_contacts
