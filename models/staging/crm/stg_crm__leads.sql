{%- set columns = [
    'lead_id', 'email', 'full_name', 'company_name', 'company_domain', 'lead_source',
    'status', 'owner_id', 'created_at', 'updated_at', 'mql_at', 'sql_at',
    'disqualified_at', 'disqualified_reason', 'converted_contact_id',
    'converted_account_id', 'converted_opportunity_id',
] -%}

with

raw_rows as (
    {{ contract_rows('crm', 'leads', columns) }}
),

normalise as (
    select
        {{ as_id('lead_id') }} as lead_id,
        {{ as_lower('email') }} as email,
        {{ as_text('full_name') }} as full_name,
        {{ as_text('company_name') }} as company_name,
        {{ as_domain('company_domain') }} as company_domain,
        {{ as_text('lead_source') }} as lead_source,
        {{ as_text('status') }} as status,
        {{ as_id('owner_id') }} as owner_id,
        {{ as_timestamp('created_at', 'crm_leads') }} as created_at,
        {{ as_timestamp('updated_at', 'crm_leads') }} as updated_at,
        {{ as_timestamp('mql_at', 'crm_leads') }} as mql_at,
        {{ as_timestamp('sql_at', 'crm_leads') }} as sql_at,
        {{ as_timestamp('disqualified_at', 'crm_leads') }} as disqualified_at,
        {{ as_text('disqualified_reason') }} as disqualified_reason,
        {{ as_id('converted_contact_id') }} as converted_contact_id,
        {{ as_id('converted_account_id') }} as converted_account_id,
        {{ as_id('converted_opportunity_id') }} as converted_opportunity_id,
        is_removed,
        source_relation,
        {{ keep_raw(columns) }}
    from raw_rows
),

judge as (
    select
        *,
        {{ null_word_count(columns) }} as null_word_count,
        coalesce({{ regex_matches('raw_lead_source', word_pattern(var('null_words'))) }}, false)
            as lead_source_is_null_word,
        {{ rejection_reason({
            'is empty': ['lead_id', 'created_at'],
            'is not a timestamp': [
                'created_at', 'updated_at', 'mql_at', 'sql_at', 'disqualified_at',
            ],
        }, rules={'was deleted in its system': 'is_removed'}) }} as rejection_reason
    from normalise
),

stage_leads as (
    select
        {{ listed(columns) }},
        null_word_count,
        lead_source_is_null_word,
        source_relation,
        rejection_reason,
        {{ raw_values(columns, personal=['email', 'full_name']) }} as raw_values
    from judge
)

select * from stage_leads
