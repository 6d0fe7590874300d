with opportunity_history as (
    select * from {{ ref('int_crm_opportunity_history_accepted') }}
),

stages as (
    select * from {{ ref('opportunity_stages') }}
),

as_of as (
    select * from {{ ref('int_as_of') }}
),

map_stages as (
    select
        opportunity_history.opportunity_id,
        opportunity_history.changed_at,
        stages.stage_label,
        cast(stages.stage_order as integer) as stage_order,
        stages.is_engaged = 'true' as is_engaged,
        stages.is_qualified = 'true' as is_qualified,
        stages.is_won = 'true' as is_won,
        stages.is_lost = 'true' as is_lost,
        opportunity_history.amount,
        opportunity_history.close_date,
        opportunity_history.forecast_category,
        opportunity_history.probability,
        opportunity_history.owner_id,
        cast(opportunity_history.changed_at as date) > as_of.as_of_on as is_after_as_of,
        -- Changes of one moment are told apart by how far the deal had come.
        row_number() over (
            partition by opportunity_history.opportunity_id
            order by
                opportunity_history.changed_at asc,
                cast(stages.stage_order as integer) asc nulls first,
                opportunity_history.amount asc nulls first,
                opportunity_history.close_date asc nulls first,
                opportunity_history.forecast_category asc nulls first,
                opportunity_history.probability asc nulls first,
                opportunity_history.owner_id asc nulls first
        ) as change_number
    from opportunity_history
    cross join as_of
    left join stages
        on lower(opportunity_history.stage_name) = stages.stage_name
    -- One misdated row would otherwise make the deal of today one that changed after as_of.
    where
        opportunity_history.changed_at <= as_of.run_started_at
        or cast(opportunity_history.changed_at as date) <= as_of.as_of_on
)

select * from map_stages
