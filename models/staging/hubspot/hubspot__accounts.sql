with

companies as (
    select * from {{ source('hubspot', 'company') }}
),

merged_records as (
    select * from {{ ref('hubspot__merges') }}
),

-- A company that was merged away is its survivor: what names it is turned to the survivor.
keep_living_companies as (
    select
        companies.*,
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
    where
        merged_records.merged_id is null
        and not ({{ any_true(['companies.is_deleted', 'companies._fivetran_deleted', 'companies.archived']) }})
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
        hs_lastmodifieddate as updated_at
    from keep_living_companies
)

select * from map_accounts
