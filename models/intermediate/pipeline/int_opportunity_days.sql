with opportunities as (
    select * from {{ ref('int_opportunities') }}
),

changes as (
    select * from {{ ref('int_opportunity_changes') }}
),

read_history as (
    select
        opportunity_id,
        change_number,
        cast(changed_at as date) as changed_on,
        amount,
        close_date,
        forecast_category,
        owner_id,
        max(case when stage_label is not null then change_number end) over (
            partition by opportunity_id
            order by change_number
            rows between unbounded preceding and current row
        ) as staged_change,
        max(amount) over (partition by opportunity_id) is not null as has_amounts,
        row_number() over (
            partition by opportunity_id, cast(changed_at as date)
            order by change_number desc
        ) as rank_of_day
    from changes
    where not is_after_as_of
),

-- A day ends in its last change. Amount and owner that a history never carries are the CRM's own.
take_states_of_the_past as (
    select
        opportunities.opportunity_id,
        read_history.changed_on as state_on,
        staged.stage_label,
        staged.stage_order,
        staged.is_qualified,
        staged.is_won,
        staged.is_lost,
        case when read_history.has_amounts then read_history.amount else opportunities.amount end as amount,
        read_history.close_date,
        read_history.forecast_category,
        coalesce(read_history.owner_id, opportunities.owner_id) as owner_id
    from opportunities
    inner join read_history
        on opportunities.opportunity_id = read_history.opportunity_id
    inner join changes as staged
        on
            read_history.opportunity_id = staged.opportunity_id
            and read_history.staged_change = staged.change_number
    where read_history.rank_of_day = 1 and read_history.changed_on < opportunities.as_of_on
),

add_the_state_of_as_of as (
    select * from take_states_of_the_past
    union all
    select
        opportunity_id,
        as_of_on as state_on,
        stage_label,
        stage_order,
        is_qualified,
        is_won,
        is_lost,
        amount,
        coalesce(closed_on, close_date) as close_date,
        forecast_category,
        owner_id
    from opportunities
)

select * from add_the_state_of_as_of
