{{ config(enabled=is_chosen("salesforce")) }}

with

{{ salesforce_records('opportunity_contact_role') }},

map_opportunity_contacts as (
    select
        opportunity_id,
        contact_id,
        role as contact_role,
        is_primary,
        is_deleted_record as is_removed
    from records
    where version_number = 1
)

select * from map_opportunity_contacts
