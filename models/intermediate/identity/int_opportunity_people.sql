with roles as (
    select * from {{ ref('int_crm_opportunity_contacts_accepted') }}
),

opportunity_identities as (
    select * from {{ ref('int_opportunity_identities') }}
),

person_identities as (
    select * from {{ ref('int_person_identities') }}
),

name_people as (
    select
        opportunity_identities.surviving_opportunity_id as opportunity_id,
        person_identities.person_id,
        max(case when roles.is_primary then 1 else 0 end) = 1 as is_primary
    from roles
    inner join opportunity_identities
        on roles.opportunity_id = opportunity_identities.opportunity_id
    inner join person_identities
        on roles.contact_id = person_identities.source_id and person_identities.source_table = 'crm_contacts'
    group by opportunity_identities.surviving_opportunity_id, person_identities.person_id
)

select * from name_people
