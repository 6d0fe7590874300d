{{ config(enabled=is_chosen("hubspot")) }}

with

deal_property_history as (
    select * from {{ source('hubspot', 'deal_property_history') }}
),

deal_stage as (
    select * from {{ source('hubspot', 'deal_stage') }}
),

find_deals_with_stages as (
    select deal_id
    from deal_property_history
    where name = 'dealstage'
    group by deal_id
),

-- Loaders keep the stages of a deal in a table of their own too: it counts where the history of properties has none.
list_changes as (
    select
        deal_id,
        changed_at,
        name as property,
        new_value
    from deal_property_history
    union all
    select
        deal_stage.deal_id,
        {{ first_filled(['deal_stage.date_entered', 'deal_stage._fivetran_start']) }} as changed_at,
        'dealstage' as property,
        deal_stage.new_value
    from deal_stage
    left join find_deals_with_stages
        on deal_stage.deal_id = find_deals_with_stages.deal_id
    where find_deals_with_stages.deal_id is null
)

select * from list_changes
