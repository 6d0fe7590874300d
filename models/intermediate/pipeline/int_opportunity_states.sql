{% set next_state_on = 'lead(state_on) over (partition by opportunity_id order by state_on)' %}

with opportunities as (
    select * from {{ ref('int_opportunities') }}
),

opportunity_days as (
    select * from {{ ref('int_opportunity_days') }}
),

account_identities as (
    select * from {{ ref('int_account_identities') }}
),

accounts as (
    select * from {{ ref('int_accounts') }}
),

sellers as (
    select * from {{ ref('int_sellers') }}
),

end_states as (
    select
        *,
        cast({{ dbt.dateadd('day', -1, next_state_on) }} as date) as eve_of_next,
        coalesce(is_won, false) or coalesce(is_lost, false) as is_outcome
    from opportunity_days
),

-- An outcome whose day is still to come has not happened: until then the deal is open.
split_outcomes as (
    select
        end_states.*,
        end_states.state_on as valid_from,
        case
            when end_states.is_outcome
                then least(
                    coalesce(end_states.eve_of_next, opportunities.as_of_on),
                    cast({{ dbt.dateadd('day', -1, 'end_states.close_date') }} as date)
                )
            else coalesce(end_states.eve_of_next, opportunities.as_of_on)
        end as valid_to,
        true as is_open
    from end_states
    inner join opportunities
        on end_states.opportunity_id = opportunities.opportunity_id
    where not end_states.is_outcome or end_states.close_date > end_states.state_on
    union all
    select
        end_states.*,
        greatest(end_states.state_on, coalesce(end_states.close_date, end_states.state_on)) as valid_from,
        coalesce(end_states.eve_of_next, opportunities.as_of_on) as valid_to,
        false as is_open
    from end_states
    inner join opportunities
        on end_states.opportunity_id = opportunities.opportunity_id
    where
        end_states.is_outcome
        and coalesce(end_states.close_date, end_states.state_on)
        <= coalesce(end_states.eve_of_next, opportunities.as_of_on)
),

describe_states as (
    select
        split_outcomes.opportunity_id,
        row_number() over (
            partition by split_outcomes.opportunity_id order by split_outcomes.valid_from
        ) as state_number,
        split_outcomes.valid_from,
        split_outcomes.valid_to,
        opportunities.opportunity_type,
        coalesce(accounts.segment, 'Unknown') as segment,
        coalesce(sellers.seller, 'Unknown') as seller,
        opportunities.currency,
        split_outcomes.amount,
        split_outcomes.stage_label,
        split_outcomes.stage_order,
        coalesce(split_outcomes.is_qualified, false) as is_qualified,
        split_outcomes.is_open,
        coalesce(split_outcomes.is_won, false) and not split_outcomes.is_open as is_won,
        coalesce(split_outcomes.is_lost, false) and not split_outcomes.is_open as is_lost,
        split_outcomes.close_date,
        split_outcomes.forecast_category,
        split_outcomes.is_open
        and coalesce(split_outcomes.is_qualified, false)
        and coalesce(lower(split_outcomes.forecast_category), '') not in (
            {{ quoted_list(var('omitted_forecast_categories')) }}
        ) as is_pipeline,
        opportunities.has_history
        or min(split_outcomes.valid_from) over (partition by split_outcomes.opportunity_id) < opportunities.as_of_on
            as has_history
    from split_outcomes
    inner join opportunities
        on split_outcomes.opportunity_id = opportunities.opportunity_id
    left join account_identities
        on opportunities.account_id = account_identities.account_id
    left join accounts
        on account_identities.surviving_account_id = accounts.account_id
    left join sellers
        on split_outcomes.owner_id = sellers.user_id
)

select * from describe_states
