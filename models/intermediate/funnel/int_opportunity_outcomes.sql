with opportunities as (
    select * from {{ ref('int_opportunities') }}
),

changes as (
    select * from {{ ref('int_opportunity_changes') }}
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

lead_source_channels as (
    select * from {{ ref('int_lead_source_channels') }}
),

exchange_rates as (
    select * from {{ ref('int_exchange_rates') }}
),

date_deals as (
    select
        *,
        cast(coalesce(
            created_at,
            least(coalesce(engaged_at, first_engaged_at), coalesce(first_engaged_at, engaged_at))
        ) as date) as created_on,
        coalesce(recurring_amount, amount) as contract_amount
    from opportunities
    where closed_on <= as_of_on
),

keep_closed_deals as (
    select
        *,
        case
            when term_months > 0 and (term_months >= 12 or {{ var('annualise_short_terms') }})
                then cast({{ exact_quotient('contract_amount * 12', 'term_months') }} as numeric(28, 6))
            else contract_amount
        end as annual_amount,
        cast(
            {{ dbt.datediff('created_on', 'closed_on', 'day') }} as integer -- noqa: LT05
        ) as days_to_close,
        -- Without any record of engagement, every won or lost deal is taken to have been engaged.
        coalesce(is_engaged, false)
        or first_engaged_at is not null
        or engaged_at is not null
        or not has_history as was_engaged
    from date_deals
),

-- The owner of today may have taken the deal over long after it was closed.
rank_closing_owners as (
    select
        keep_closed_deals.opportunity_id,
        changes.owner_id,
        row_number() over (
            partition by keep_closed_deals.opportunity_id order by changes.change_number desc
        ) as owner_rank
    from keep_closed_deals
    inner join changes
        on
            keep_closed_deals.opportunity_id = changes.opportunity_id
            and keep_closed_deals.closed_on >= cast(changes.changed_at as date)
    where changes.owner_id is not null
),

describe_outcomes as (
    select
        keep_closed_deals.opportunity_id,
        keep_closed_deals.closed_on,
        keep_closed_deals.opportunity_type,
        keep_closed_deals.is_won,
        coalesce(keep_closed_deals.was_engaged, false) as was_engaged,
        coalesce(accounts.segment, 'Unknown') as segment,
        coalesce(accounts.industry, 'Unknown') as industry,
        coalesce(sellers.seller, 'Unknown') as seller,
        coalesce(lead_source_channels.channel, 'Unknown') as channel,
        accounts.account_id,
        accounts.parent_account_id,
        keep_closed_deals.created_on,
        case
            when keep_closed_deals.created_on <= keep_closed_deals.closed_on
                then keep_closed_deals.days_to_close
        end as cycle_days,
        keep_closed_deals.currency,
        keep_closed_deals.amount,
        keep_closed_deals.annual_amount,
        {{ in_reporting_currency('keep_closed_deals.amount', 'keep_closed_deals.currency', 'exchange_rates') }}
            as reporting_amount,
        {{ in_reporting_currency('keep_closed_deals.annual_amount', 'keep_closed_deals.currency', 'exchange_rates') }}
            as annual_contract_value
    from keep_closed_deals
    left join account_identities
        on keep_closed_deals.account_id = account_identities.account_id
    left join accounts
        on account_identities.surviving_account_id = accounts.account_id
    left join rank_closing_owners
        on keep_closed_deals.opportunity_id = rank_closing_owners.opportunity_id and rank_closing_owners.owner_rank = 1
    left join sellers
        on coalesce(rank_closing_owners.owner_id, keep_closed_deals.owner_id) = sellers.user_id
    left join lead_source_channels
        on lower(keep_closed_deals.lead_source) = lead_source_channels.lead_source
    left join exchange_rates
        on
            keep_closed_deals.currency = exchange_rates.currency
            and keep_closed_deals.closed_on = exchange_rates.rate_on
)

select * from describe_outcomes
