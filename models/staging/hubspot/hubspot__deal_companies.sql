{{ config(enabled=is_chosen("hubspot")) }}

with

deals as (
    select * from {{ source('hubspot', 'deal') }}
),

deal_companies as (
    select * from {{ source('hubspot', 'deal_company') }}
),

merged_records as (
    select * from {{ ref('hubspot__merges') }}
),

-- Association 5 of HubSpot is the primary company of a deal; its own labels may have the same number.
list_companies as (
    select
        id as deal_id,
        {{ first_filled(['hs_primary_associated_company']) }} as company_id,
        1 as evidence_order
    from deals
    union all
    select
        deal_id,
        company_id,
        case
            when type_id in ('5', '6') and coalesce(upper(category), 'HUBSPOT_DEFINED') = 'HUBSPOT_DEFINED' then 2
            else 3
        end as evidence_order
    from deal_companies
    union all
    select
        id as deal_id,
        {{ regex_capture('companies', '([0-9]+)') }} as company_id,
        4 as evidence_order
    from deals
),

rank_companies as (
    select
        list_companies.deal_id,
        coalesce(merged_records.survivor_id, list_companies.company_id) as company_id,
        row_number() over (
            partition by list_companies.deal_id
            order by
                list_companies.evidence_order asc,
                length(list_companies.company_id) asc,
                list_companies.company_id asc
        ) as company_rank
    from list_companies
    left join merged_records
        on
            list_companies.company_id = merged_records.merged_id
            and merged_records.record_type = 'company'
    where list_companies.company_id is not null
),

keep_primary_company as (
    select
        deal_id,
        company_id
    from rank_companies
    where company_rank = 1
)

select * from keep_primary_company
