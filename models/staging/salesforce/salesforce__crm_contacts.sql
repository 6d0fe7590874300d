{{ config(enabled=is_chosen("salesforce")) }}

with

{{ salesforce_records('contact') }},

-- A contact that was merged away is deleted too, but its survivor stands for it.
map_contacts as (
    select
        id as contact_id,
        account_id,
        email,
        {{ first_filled(['name', "coalesce(first_name, '') || ' ' || coalesce(last_name, '')"]) }} as full_name,
        title as job_title,
        created_date as created_at,
        version_at as updated_at,
        master_record_id as merged_into_contact_id,
        is_deleted_record and {{ first_filled(['master_record_id']) }} is null as is_removed
    from records
)

select * from map_contacts
