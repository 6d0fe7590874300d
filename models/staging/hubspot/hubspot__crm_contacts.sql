{{ config(enabled=is_chosen("hubspot")) }}

with

contacts as (
    select * from {{ source('hubspot', 'contact') }}
),

merged_records as (
    select * from {{ ref('hubspot__merges') }}
),

follow_merges as (
    select
        contacts.*,
        merged_records.survivor_id,
        company_merges.survivor_id as surviving_company_id
    from contacts
    left join merged_records
        on
            contacts.id = merged_records.merged_id
            and merged_records.record_type = 'contact'
    left join merged_records as company_merges
        on
            contacts.associatedcompanyid = company_merges.merged_id
            and company_merges.record_type = 'company'
),

-- A merged contact is deleted in HubSpot, but still someone that deals and touches name.
map_contacts as (
    select
        id as contact_id,
        coalesce(surviving_company_id, associatedcompanyid) as account_id,
        email,
        trim(coalesce(firstname, '') || ' ' || coalesce(lastname, '')) as full_name,
        jobtitle as job_title,
        createdate as created_at,
        lastmodifieddate as updated_at,
        survivor_id as merged_into_contact_id,
        survivor_id is null and ({{ any_true(['is_deleted', '_fivetran_deleted', 'archived']) }}) as is_removed
    from follow_merges
)

select * from map_contacts
