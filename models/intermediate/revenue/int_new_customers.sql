with outcomes as (
    select * from {{ ref('int_opportunity_outcomes') }}
),

opportunities as (
    select * from {{ ref('int_opportunities') }}
),

opportunity_identities as (
    select * from {{ ref('int_opportunity_identities') }}
),

subscriptions as (
    select * from {{ ref('int_subscription_amounts') }}
),

constant_rates as (
    select * from {{ ref('int_constant_rates') }}
),

rank_wins as (
    select
        outcomes.*,
        row_number() over (
            partition by outcomes.parent_account_id
            order by outcomes.closed_on asc, outcomes.opportunity_id asc
        ) as win_rank
    from outcomes
    where
        outcomes.is_won
        and outcomes.parent_account_id is not null
        and outcomes.opportunity_type in ({{ quoted_list(var('kpi_opportunity_types')) }})
),

first_days as (
    select
        parent_account_id,
        min(started_on) as first_day
    from subscriptions
    group by parent_account_id
),

sum_named as (
    select
        opportunity_identities.surviving_opportunity_id as opportunity_id,
        sum(subscriptions.reporting_monthly_amount) as monthly_amount
    from subscriptions
    inner join opportunity_identities
        on subscriptions.acquisition_opportunity_id = opportunity_identities.opportunity_id
    group by opportunity_identities.surviving_opportunity_id
),

sum_first_day as (
    select
        subscriptions.parent_account_id,
        sum(subscriptions.reporting_monthly_amount) as monthly_amount
    from subscriptions
    inner join first_days
        on
            subscriptions.parent_account_id = first_days.parent_account_id
            and subscriptions.started_on = first_days.first_day
    group by subscriptions.parent_account_id
),

describe_customers as (
    select
        rank_wins.parent_account_id,
        rank_wins.opportunity_id,
        rank_wins.closed_on as won_on,
        rank_wins.segment,
        coalesce(
            sum_named.monthly_amount,
            sum_first_day.monthly_amount,
            case
                when opportunities.term_months > 0
                    then {{ in_reporting_currency(
                        'opportunities.recurring_amount / opportunities.term_months',
                        'opportunities.currency', 'constant_rates'
                    ) }}
            end
        ) as new_monthly_revenue
    from rank_wins
    inner join opportunities
        on rank_wins.opportunity_id = opportunities.opportunity_id
    left join sum_named
        on rank_wins.opportunity_id = sum_named.opportunity_id
    left join sum_first_day
        on rank_wins.parent_account_id = sum_first_day.parent_account_id
    left join constant_rates
        on opportunities.currency = constant_rates.currency
    where rank_wins.win_rank = 1
)

select * from describe_customers
