{{ config(store_failures=true) }}

with outcomes as (
    select * from {{ ref('int_opportunity_outcomes') }}
),

missing_rates as (
    select
        currency,
        closed_on,
        count(*) as row_count
    from outcomes
    where
        (amount is not null and reporting_amount is null)
        or (annual_amount is not null and annual_contract_value is null)
    group by currency, closed_on
),

name_problems as (
    select
        concat(
            'finance_exchange_rates: no rate from ',
            currency, ' to {{ var("reporting_currency") }} on ',
            cast(closed_on as {{ dbt.type_string() }}), ' or in the {{ var("max_rate_age_days") }} days before, for ',
            cast(row_count as {{ dbt.type_string() }}),
            ' row(s) of crm_opportunities. Add the rate, or correct the currency.'
        ) as problem
    from missing_rates
)

select * from name_problems
