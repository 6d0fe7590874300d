{%- set columns = [
    'campaign_member_id', 'lead_id', 'contact_id', 'campaign_name', 'campaign_type',
    'responded_at',
] -%}

with

raw_rows as (
    {{ contract_rows('crm', 'campaign_members', columns) }}
),

normalise as (
    select
        {{ as_id('campaign_member_id') }} as campaign_member_id,
        {{ as_id('lead_id') }} as lead_id,
        {{ as_id('contact_id') }} as contact_id,
        {{ as_text('campaign_name') }} as campaign_name,
        {{ as_text('campaign_type') }} as campaign_type,
        {{ as_timestamp('responded_at', 'crm_campaign_members') }} as responded_at,
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
            'is empty': ['campaign_member_id', 'responded_at'],
            'is not a timestamp': ['responded_at'],
        }, rules={'was deleted in its system': 'is_removed'}) }} as rejection_reason
    from normalise
),

stage_members as (
    select
        {{ listed(columns) }},
        null_word_count,
        source_relation,
        rejection_reason,
        {{ raw_values(columns) }} as raw_values
    from judge
)

select * from stage_members
