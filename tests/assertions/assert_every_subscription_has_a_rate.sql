{{ config(store_failures=true) }}

with subscription_amounts as (
    select * from {{ ref('int_subscription_amounts') }}
),

missing_rates as (
    select
        currency,
        constant_rate_on,
        count(*) as row_count
    from subscription_amounts
    where reporting_monthly_amount is null
    group by currency, constant_rate_on
),

name_problems as (
    select
        concat(
            'finance_exchange_rates: no rate from ',
            currency, ' to {{ var("reporting_currency") }} on ',
            cast(constant_rate_on as {{ dbt.type_string() }}),
            ' or in the {{ var("max_rate_age_days") }} days before, for ',
            cast(row_count as {{ dbt.type_string() }}),
            ' row(s) of finance_subscriptions. Add the rate, or set var constant_rate_date to a day that has one.'
        ) as problem
    from missing_rates
)

select * from name_problems
