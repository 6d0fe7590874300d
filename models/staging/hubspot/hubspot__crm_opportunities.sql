{{ config(enabled=is_chosen("hubspot")) }}

with

deals as (
    select * from {{ source('hubspot', 'deal') }}
),

deal_companies as (
    select * from {{ ref('hubspot__deal_companies') }}
),

stages as (
    select * from {{ ref('hubspot__stages') }}
),

merged_records as (
    select * from {{ ref('hubspot__merges') }}
),

-- A stage without a name keeps its id, which the test of unmapped stages then names.
name_stages as (
    select
        deals.*,
        deal_companies.company_id,
        coalesce(stages.stage_name, stages_of_id.stage_name, deals.dealstage) as stage_name,
        coalesce(stages.probability, stages_of_id.probability) as stage_probability,
        merged_records.survivor_id
    from deals
    left join stages
        on
            deals.dealstage = stages.stage_id
            and deals.pipeline = stages.pipeline_id
    left join stages as stages_of_id
        on
            deals.dealstage = stages_of_id.stage_id
            and stages_of_id.is_first_of_id
    left join deal_companies
        on deals.id = deal_companies.deal_id
    left join merged_records
        on
            deals.id = merged_records.merged_id
            and merged_records.record_type = 'deal'
),

map_opportunities as (
    select
        id as opportunity_id,
        company_id as account_id,
        hubspot_owner_id as owner_id,
        dealname as opportunity_name,
        {{ first_filled(['opportunity_type', 'dealtype']) }} as opportunity_type,
        stage_name,
        amount,
        recurring_amount,
        term_months,
        deal_currency_code as currency,
        createdate as created_at,
        hs_lastmodifieddate as updated_at,
        engaged_at,
        closedate as close_date,
        {{ first_filled(['closed_at', 'hs_closed_won_date']) }} as closed_at,
        hs_manual_forecast_category as forecast_category,
        {{ first_filled(['hs_deal_stage_probability', 'stage_probability']) }} as probability,
        {{ first_filled(['lead_source', 'hs_analytics_source']) }} as lead_source,
        {{ first_filled(['loss_reason', 'closed_lost_reason']) }} as loss_reason,
        survivor_id as merged_into_opportunity_id,
        case
            when survivor_id is null and ({{ any_true(['is_deleted', '_fivetran_deleted', 'archived']) }}) then 'true'
            else 'false'
        end as is_deleted,
        is_test,
        false as is_removed
    from name_stages
)

select * from map_opportunities
