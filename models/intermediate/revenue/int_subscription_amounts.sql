with subscriptions as (
    select * from {{ ref('int_finance_subscriptions_accepted') }}
),

account_identities as (
    select * from {{ ref('int_account_identities') }}
),

accounts as (
    select * from {{ ref('int_accounts') }}
),

constant_rates as (
    select * from {{ ref('int_constant_rates') }}
),

as_of as (
    select * from {{ ref('int_as_of') }}
),

find_rate_day as (
    select max(constant_rate_on) as constant_rate_on
    from constant_rates
),

name_customers as (
    select
        subscriptions.subscription_id,
        coalesce(account_identities.surviving_account_id, subscriptions.account_id) as account_id,
        coalesce(accounts.parent_account_id, subscriptions.account_id) as parent_account_id,
        subscriptions.acquisition_opportunity_id,
        subscriptions.started_on,
        subscriptions.ended_on,
        coalesce(subscriptions.currency, '{{ var("reporting_currency") }}') as currency,
        find_rate_day.constant_rate_on,
        subscriptions.monthly_amount
    from subscriptions
    cross join as_of
    cross join find_rate_day
    left join account_identities
        on subscriptions.account_id = account_identities.account_id
    left join accounts
        on account_identities.surviving_account_id = accounts.account_id
    where subscriptions.started_on <= as_of.as_of_on
),

price_subscriptions as (
    select
        name_customers.*,
        {{ in_reporting_currency('name_customers.monthly_amount', 'name_customers.currency', 'constant_rates') }}
            as reporting_monthly_amount
    from name_customers
    left join constant_rates
        on name_customers.currency = constant_rates.currency
)

select * from price_subscriptions
