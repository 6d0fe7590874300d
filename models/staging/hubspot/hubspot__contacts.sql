with

contacts as (
    select * from {{ source('hubspot', 'contact') }}
),

merged_records as (
    select * from {{ ref('hubspot__merges') }}
),

-- A merged contact is deleted in HubSpot, but still someone that deals and touches name.
keep_known_contacts as (
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
    where
        merged_records.merged_id is not null
        or not ({{ any_true(['contacts.is_deleted', 'contacts._fivetran_deleted', 'contacts.archived']) }})
),

map_contacts as (
    select
        id as contact_id,
        coalesce(surviving_company_id, associatedcompanyid) as account_id,
        email,
        trim(coalesce(firstname, '') || ' ' || coalesce(lastname, '')) as full_name,
        jobtitle as job_title,
        createdate as created_at,
        lastmodifieddate as updated_at,
        survivor_id as merged_into_contact_id
    from keep_known_contacts
)

select * from map_contacts
