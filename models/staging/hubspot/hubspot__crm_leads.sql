{{ config(enabled=is_chosen("hubspot")) }}

with

contacts as (
    select * from {{ source('hubspot', 'contact') }}
),

merged_records as (
    select * from {{ ref('hubspot__merges') }}
),

name_milestones as (
    select
        contacts.*,
        {% for milestone, life_stage in {
            'lead_entered_at': 'lead', 'mql_entered_at': 'marketingqualifiedlead', 'sql_entered_at': 'salesqualifiedlead',
        }.items() %}
            {{ first_filled([
                'contacts.hs_v2_date_entered_' ~ life_stage, 'contacts.hs_date_entered_' ~ life_stage,
                'contacts.hs_lifecyclestage_' ~ life_stage ~ '_date',
            ]) }} as {{ milestone }},
        {% endfor %}
        company_merges.survivor_id as surviving_company_id,
        merged_records.survivor_id
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

-- HubSpot has no table of leads: a contact with a place in the life cycle is one.
map_leads as (
    select
        id as lead_id,
        email,
        trim(coalesce(firstname, '') || ' ' || coalesce(lastname, '')) as full_name,
        company as company_name,
        website as company_domain,
        hs_analytics_source as lead_source,
        {{ first_filled(['hs_lead_status', 'lifecyclestage']) }} as status,
        hubspot_owner_id as owner_id,
        {{ first_filled(['lead_entered_at', 'createdate']) }} as created_at,
        lastmodifieddate as updated_at,
        {{ first_filled(['mql_at', 'mql_entered_at']) }} as mql_at,
        {{ first_filled(['sql_at', 'sql_entered_at']) }} as sql_at,
        disqualified_at,
        disqualified_reason,
        id as converted_contact_id,
        coalesce(surviving_company_id, associatedcompanyid) as converted_account_id,
        cast(null as {{ dbt.type_string() }}) as converted_opportunity_id,
        survivor_id is null and ({{ any_true(['is_deleted', '_fivetran_deleted', 'archived']) }}) as is_removed
    from name_milestones
    where
        {{ first_filled([
            'lifecyclestage', 'lead_entered_at', 'mql_at', 'mql_entered_at', 'sql_at', 'sql_entered_at',
        ]) }} is not null
)

select * from map_leads
