with opportunities as (
    select * from {{ ref('int_opportunities') }}
),

changes as (
    select * from {{ ref('int_opportunity_changes') }}
),

stages as (
    select * from {{ ref('opportunity_stages') }}
),

opportunity_records as (
    select * from {{ ref('opportunity_records') }}
    where data_key = '{{ data_key() }}'
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

rank_records_of_a_day as (
    select
        *,
        row_number() over (
            partition by opportunity_id, recorded_as_of
            order by dbt_valid_from desc
        ) as rank_of_day
    from opportunity_records
),

-- Where the CRM keeps no history, this project's own begins with its first build.
take_recorded_states as (
    select
        opportunities.opportunity_id,
        rank_records_of_a_day.recorded_as_of as state_on,
        stages.stage_label,
        cast(stages.stage_order as integer) as stage_order,
        stages.is_qualified = 'true' as is_qualified,
        stages.is_won = 'true' as is_won,
        stages.is_lost = 'true' as is_lost,
        rank_records_of_a_day.amount,
        rank_records_of_a_day.close_date,
        rank_records_of_a_day.forecast_category,
        rank_records_of_a_day.owner_id
    from opportunities
    inner join rank_records_of_a_day
        on opportunities.opportunity_id = rank_records_of_a_day.opportunity_id
    left join stages
        on lower(rank_records_of_a_day.stage_name) = stages.stage_name
    where
        not opportunities.has_history
        and rank_records_of_a_day.rank_of_day = 1
        and rank_records_of_a_day.recorded_as_of < opportunities.as_of_on
),

add_the_state_of_as_of as (
    select * from take_states_of_the_past
    union all
    select * from take_recorded_states
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
