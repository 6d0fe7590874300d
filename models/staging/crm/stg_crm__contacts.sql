with

raw_rows as (
    select * from {{ source('crm', 'contacts') }}
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
        {{ keep_raw('crm_contacts') }}
    from raw_rows
),

judge as (
    select
        normalise.*,
        {{ null_word_count('crm_contacts') }} as null_word_count,
        {{ rejection_reason('crm_contacts') }} as rejection_reason
    from normalise
),

stage_contacts as (
    select
        contact_id,
        account_id,
        email,
        full_name,
        job_title,
        created_at,
        updated_at,
        merged_into_contact_id,
        null_word_count,
        rejection_reason,
        {{ raw_values('crm_contacts') }} as raw_values
    from judge
)

select * from stage_contacts
