with changes as (
    select * from {{ ref('int_opportunity_changes') }}
),

find_last_known_change as (
    select
        opportunity_id,
        max(case when not is_after_as_of then change_number end) as last_known_change,
        max(case when stage_label is not null and not is_after_as_of then change_number end) as last_staged_change,
        max(case when is_after_as_of then 1 else 0 end) = 1 as has_later_change,
        min(case when is_engaged and not is_after_as_of then changed_at end) as first_engaged_at,
        min(case when is_qualified and not is_after_as_of then changed_at end) as first_qualified_at,
        max(case when is_won and not is_after_as_of then changed_at end) as last_won_at,
        max(case when is_lost and not is_after_as_of then changed_at end) as last_lost_at
    from changes
    group by opportunity_id
),

-- A history that names no stage by as_of tells nothing: its deal counts as one without history.
describe_milestones as (
    select
        find_last_known_change.opportunity_id,
        -- The CRM's own row is then of a day after as_of.
        find_last_known_change.has_later_change as is_state_from_history,
        find_last_known_change.first_engaged_at,
        find_last_known_change.first_qualified_at,
        find_last_known_change.last_won_at,
        find_last_known_change.last_lost_at,
        staged_changes.stage_label,
        staged_changes.stage_order,
        staged_changes.is_engaged,
        staged_changes.is_qualified,
        staged_changes.is_won,
        staged_changes.is_lost,
        changes.amount,
        changes.close_date,
        changes.forecast_category,
        changes.probability,
        changes.owner_id
    from find_last_known_change
    inner join changes as staged_changes
        on
            find_last_known_change.opportunity_id = staged_changes.opportunity_id
            and find_last_known_change.last_staged_change = staged_changes.change_number
    inner join changes
        on
            find_last_known_change.opportunity_id = changes.opportunity_id
            and find_last_known_change.last_known_change = changes.change_number
)

select * from describe_milestones
