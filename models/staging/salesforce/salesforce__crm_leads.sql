{{ config(enabled=is_chosen("salesforce")) }}

with

{{ salesforce_records('lead') }},

map_leads as (
    select
        id as lead_id,
        email,
        {{ first_filled(['name', "coalesce(first_name, '') || ' ' || coalesce(last_name, '')"]) }} as full_name,
        company as company_name,
        website as company_domain,
        lead_source,
        status,
        owner_id,
        created_date as created_at,
        version_at as updated_at,
        mql_at,
        sql_at,
        disqualified_at,
        disqualified_reason,
        converted_contact_id,
        converted_account_id,
        converted_opportunity_id,
        is_deleted_record as is_removed
    from records
)

select * from map_leads
