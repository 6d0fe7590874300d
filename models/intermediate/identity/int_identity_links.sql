{% set entities = [
    ('account', 'crm_accounts', 'account_id'),
    ('person', 'crm_contacts', 'contact_id'),
    ('person', 'crm_leads', 'lead_id'),
    ('opportunity', 'crm_opportunities', 'opportunity_id'),
] %}

with account_identities as (
    select * from {{ ref('int_account_identities') }}
),

person_identities as (
    select * from {{ ref('int_person_identities') }}
),

opportunity_identities as (
    select * from {{ ref('int_opportunity_identities') }}
),

{% for entity, source_table, key in entities %}
    {{ source_table }} as (
        select * from {{ ref('int_' ~ source_table ~ '_accepted') }}
    ),
{% endfor %}

link_records as (
    select
        'account' as entity,
        'crm_accounts' as source_table,
        account_id as record_id,
        surviving_account_id as survivor_id,
        evidence,
        'record' as link_kind,
        1 as merged_rows
    from account_identities
    where account_id <> surviving_account_id
    union all
    select
        'opportunity' as entity,
        'crm_opportunities' as source_table,
        opportunity_id as record_id,
        surviving_opportunity_id as survivor_id,
        evidence,
        'record' as link_kind,
        1 as merged_rows
    from opportunity_identities
    where opportunity_id <> surviving_opportunity_id
    union all
    select
        'person' as entity,
        source_table,
        source_id as record_id,
        person_id as survivor_id,
        evidence,
        'record' as link_kind,
        case when duplicate_rank > 1 then 1 else 0 end as merged_rows
    from person_identities
    where evidence is not null
    {% for entity, source_table, key in entities %}
        union all
        select
            '{{ entity }}' as entity,
            '{{ source_table }}' as source_table,
            {{ key }} as record_id,
            {{ key }} as survivor_id,
            'id' as evidence,
            'version' as link_kind,
            cast(version_count - 1 as integer) as merged_rows
        from {{ source_table }}
        where version_count > 1
    {% endfor %}
)

select * from link_records
