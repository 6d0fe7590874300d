{{ config(store_failures=true) }}

with person_identities as (
    select * from {{ ref('int_person_identities') }}
),

account_identities as (
    select * from {{ ref('int_account_identities') }}
),

opportunity_identities as (
    select * from {{ ref('int_opportunity_identities') }}
),

contacts as (
    select * from {{ ref('int_crm_contacts_accepted') }}
),

leads as (
    select * from {{ ref('int_crm_leads_accepted') }}
),

opportunities as (
    select * from {{ ref('int_crm_opportunities_accepted') }}
),

unsettled_records as (
    select 'crm_contacts' as source_table
    from contacts
    inner join person_identities as merged
        on contacts.contact_id = merged.source_id and merged.source_table = 'crm_contacts'
    inner join person_identities as arrival
        on contacts.merged_into_contact_id = arrival.source_id and arrival.source_table = 'crm_contacts'
    where merged.person_id <> arrival.person_id
    union all
    select 'crm_leads' as source_table
    from leads
    inner join person_identities as converted
        on leads.lead_id = converted.source_id and converted.source_table = 'crm_leads'
    inner join person_identities as arrival
        on leads.converted_contact_id = arrival.source_id and arrival.source_table = 'crm_contacts'
    where converted.person_id <> arrival.person_id
    union all
    select 'crm_leads' as source_table
    from leads
    inner join person_identities
        on leads.lead_id = person_identities.source_id and person_identities.source_table = 'crm_leads'
    where '{{ var("identity_evidence") }}' = 'standard' and leads.email is not null
    group by leads.email
    having count(distinct person_identities.person_id) > 1
    union all
    select 'crm_opportunities' as source_table
    from opportunities
    inner join opportunity_identities as merged
        on opportunities.opportunity_id = merged.opportunity_id
    inner join opportunity_identities as arrival
        on opportunities.merged_into_opportunity_id = arrival.opportunity_id
    where merged.surviving_opportunity_id <> arrival.surviving_opportunity_id
    union all
    select 'crm_accounts' as source_table
    from account_identities as merged
    inner join account_identities as arrival
        on merged.surviving_account_id = arrival.account_id
    where arrival.surviving_account_id <> arrival.account_id
),

name_problems as (
    select
        concat(
            source_table, ': ', cast(count(*) as {{ dbt.type_string() }}), ' chain(s) of merges are longer than var ',
            'identity_rounds ({{ var("identity_rounds") }}) reaches. Raise it in dbt_project.yml.'
        ) as problem
    from unsettled_records
    group by source_table
)

select * from name_problems
