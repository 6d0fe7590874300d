{% set first_month = var('fiscal_year_start_month') | int %}

with subscriptions as (
    select * from {{ ref('int_finance_subscriptions_accepted') }}
),

account_identities as (
    select * from {{ ref('int_account_identities') }}
),

accounts as (
    select * from {{ ref('int_accounts') }}
),

exchange_rates as (
    select * from {{ ref('int_exchange_rates') }}
),

as_of as (
    select * from {{ ref('int_as_of') }}
),

as_of_month as (
    select
        as_of_on,
        cast({{ dbt.date_trunc('month', 'as_of_on') }} as date) as month_start,
        mod(cast(extract(month from as_of_on) as integer) + 12 - {{ first_month }}, 12) as fiscal_month
    from as_of
),

-- One rate for all history: growth is growth, and no movement of a currency.
choose_rate_day as (
    select
        as_of_on,
        {% if var('constant_rate_date') %}
            cast('{{ var("constant_rate_date") }}' as date) as constant_rate_on
        {% else %}
            {{ period_start('year') }} as constant_rate_on
        {% endif %}
    from as_of_month
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
        choose_rate_day.constant_rate_on,
        subscriptions.monthly_amount
    from subscriptions
    cross join choose_rate_day
    left join account_identities
        on subscriptions.account_id = account_identities.account_id
    left join accounts
        on account_identities.surviving_account_id = accounts.account_id
    where subscriptions.started_on <= choose_rate_day.as_of_on
),

price_subscriptions as (
    select
        name_customers.*,
        {{ in_reporting_currency('name_customers.monthly_amount', 'name_customers.currency', 'exchange_rates') }}
            as reporting_monthly_amount
    from name_customers
    left join exchange_rates
        on
            name_customers.currency = exchange_rates.currency
            and name_customers.constant_rate_on = exchange_rates.rate_on
)

select * from price_subscriptions
