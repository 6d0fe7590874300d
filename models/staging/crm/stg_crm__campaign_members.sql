with

raw_rows as (
    select * from {{ source('crm', 'campaign_members') }}
),

normalise as (
    select
        {{ as_id('campaign_member_id') }} as campaign_member_id,
        {{ as_id('lead_id') }} as lead_id,
        {{ as_id('contact_id') }} as contact_id,
        {{ as_text('campaign_name') }} as campaign_name,
        {{ as_text('campaign_type') }} as campaign_type,
        {{ as_timestamp('responded_at', 'crm_campaign_members') }} as responded_at,
        {{ keep_raw('crm_campaign_members') }}
    from raw_rows
),

judge as (
    select
        normalise.*,
        {{ null_word_count('crm_campaign_members') }} as null_word_count,
        {{ rejection_reason('crm_campaign_members') }} as rejection_reason
    from normalise
),

stage_members as (
    select
        campaign_member_id,
        lead_id,
        contact_id,
        campaign_name,
        campaign_type,
        responded_at,
        null_word_count,
        rejection_reason,
        {{ raw_values('crm_campaign_members') }} as raw_values
    from judge
)

select * from stage_members
