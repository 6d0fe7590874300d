{{ config(store_failures=true) }}

with outcomes as (
    select * from {{ ref('int_opportunity_outcomes') }}
),

qualifications as (
    select * from {{ ref('int_opportunity_qualifications') }}
),

stack_missing_rates as (
    select
        currency,
        closed_on as rate_on
    from outcomes
    where
        (amount is not null and reporting_amount is null)
        or (annual_amount is not null and annual_contract_value is null)
    union all
    select
        currency,
        qualified_on as rate_on
    from qualifications
    where amount is not null and reporting_amount is null
),

missing_rates as (
    select
        currency,
        rate_on,
        count(*) as row_count
    from stack_missing_rates
    group by currency, rate_on
),

name_problems as (
    select
        concat(
            'finance_exchange_rates: no rate from ',
            currency, ' to {{ var("reporting_currency") }} on ',
            cast(rate_on as {{ dbt.type_string() }}), ' or in the {{ var("max_rate_age_days") }} days before, for ',
            cast(row_count as {{ dbt.type_string() }}),
            ' row(s) of crm_opportunities. Add the rate, or correct the currency.'
        ) as problem
    from missing_rates
)

select * from name_problems
