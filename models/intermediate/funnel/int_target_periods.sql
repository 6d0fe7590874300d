with listings as (
    select * from {{ ref('int_target_listings') }}
),

period_days as (
    select * from {{ ref('int_period_days') }}
),

accounts as (
    select * from {{ ref('int_accounts') }}
),

sellers as (
    select * from {{ ref('int_sellers') }}
),

subscription_amounts as (
    select * from {{ ref('int_subscription_amounts') }}
),

periods as (
    select
        period_grain,
        period_start,
        measured_on
    from period_days
    where period_start <= as_of_on
    group by period_grain, period_start, measured_on
),

-- One listing that is not excluded keeps the parent on the list.
list_targets as (
    select
        periods.period_grain,
        periods.period_start,
        periods.measured_on,
        listings.target_id,
        listings.parent_account_id
    from periods
    inner join listings
        on
            periods.period_start >= listings.listed_on
            and (periods.period_start < listings.delisted_on or listings.delisted_on is null)
    where not listings.is_excluded
    group by
        periods.period_grain,
        periods.period_start,
        periods.measured_on,
        listings.target_id,
        listings.parent_account_id
),

find_customers as (
    select
        list_targets.period_grain,
        list_targets.period_start,
        list_targets.parent_account_id
    from list_targets
    inner join subscription_amounts
        on
            list_targets.parent_account_id = subscription_amounts.parent_account_id
            and list_targets.period_start >= subscription_amounts.started_on
            and (list_targets.period_start < subscription_amounts.ended_on or subscription_amounts.ended_on is null)
    group by list_targets.period_grain, list_targets.period_start, list_targets.parent_account_id
    having sum(subscription_amounts.reporting_monthly_amount) > 0
),

describe_targets as (
    select
        list_targets.period_grain,
        list_targets.period_start,
        list_targets.measured_on,
        list_targets.target_id,
        list_targets.parent_account_id,
        coalesce(accounts.is_icp, false) as is_icp,
        coalesce(accounts.segment, 'Unknown') as segment,
        coalesce(accounts.industry, 'Unknown') as industry,
        coalesce(sellers.seller, 'Unknown') as seller
    from list_targets
    left join accounts
        on list_targets.parent_account_id = accounts.account_id
    left join sellers
        on accounts.owner_id = sellers.user_id
    left join find_customers
        on
            list_targets.parent_account_id = find_customers.parent_account_id
            and list_targets.period_grain = find_customers.period_grain
            and list_targets.period_start = find_customers.period_start
    where
        find_customers.parent_account_id is null
        and not coalesce(accounts.is_competitor, false)
)

select * from describe_targets
