{{ config(enabled=is_chosen("hubspot")) }}

with

companies as (
    select * from {{ source('hubspot', 'company') }}
),

merged_records as (
    select * from {{ ref('hubspot__merges') }}
),

-- What names a company that was merged away names its survivor.
follow_merges as (
    select
        companies.*,
        merged_records.survivor_id,
        parent_merges.survivor_id as surviving_parent_id
    from companies
    left join merged_records
        on
            companies.id = merged_records.merged_id
            and merged_records.record_type = 'company'
    left join merged_records as parent_merges
        on
            companies.hs_parent_company_id = parent_merges.merged_id
            and parent_merges.record_type = 'company'
),

map_accounts as (
    select
        id as account_id,
        {{ first_filled(['name', 'domain', 'website']) }} as account_name,
        coalesce(surviving_parent_id, hs_parent_company_id) as parent_account_id,
        {{ first_filled(['domain', 'website']) }} as domain,
        industry,
        segment,
        numberofemployees as employee_count,
        annualrevenue as annual_revenue,
        country,
        hubspot_owner_id as owner_id,
        is_icp,
        is_competitor,
        createdate as created_at,
        hs_lastmodifieddate as updated_at,
        survivor_id is not null or {{ any_true(['is_deleted', '_fivetran_deleted', 'archived']) }} as is_removed
    from follow_merges
)

select * from map_accounts
