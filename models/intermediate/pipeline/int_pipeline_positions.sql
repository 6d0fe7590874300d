with states as (
    select * from {{ ref('int_opportunity_states') }}
),

outcomes as (
    select * from {{ ref('int_opportunity_outcomes') }}
),

as_of as (
    select * from {{ ref('int_as_of') }}
),

keep_recorded_deals as (
    select * from states
    where has_history and opportunity_type in ({{ quoted_list(var('kpi_opportunity_types')) }})
),

-- What ended, ended on the day that the KPIs count it on, whenever somebody wrote it down.
cut_at_the_outcome as (
    select
        keep_recorded_deals.*,
        case
            when outcomes.closed_on <= keep_recorded_deals.valid_to
                then cast({{ dbt.dateadd('day', -1, 'outcomes.closed_on') }} as date)
            else keep_recorded_deals.valid_to
        end as cut_to
    from keep_recorded_deals
    left join outcomes
        on keep_recorded_deals.opportunity_id = outcomes.opportunity_id
),

recorded_deals as (
    select opportunity_id
    from keep_recorded_deals
    group by opportunity_id
),

stack_positions as (
    select
        opportunity_id,
        valid_from,
        cut_to as valid_to,
        segment,
        seller,
        currency,
        amount,
        close_date,
        stage_order,
        is_open,
        is_won,
        is_lost,
        is_pipeline and amount is not null as is_pipeline
    from cut_at_the_outcome
    where valid_from <= cut_to
    union all
    select
        outcomes.opportunity_id,
        outcomes.closed_on as valid_from,
        as_of.as_of_on as valid_to,
        outcomes.segment,
        outcomes.seller,
        outcomes.currency,
        outcomes.amount,
        outcomes.closed_on as close_date,
        cast(null as integer) as stage_order,
        false as is_open,
        outcomes.is_won,
        not outcomes.is_won as is_lost,
        false as is_pipeline
    from outcomes
    inner join recorded_deals
        on outcomes.opportunity_id = recorded_deals.opportunity_id
    cross join as_of
)

select * from stack_positions
