{% set first_month = var('fiscal_year_start_month') | int %}

with as_of as (
    select * from {{ ref('int_as_of') }}
),

exchange_rates as (
    select * from {{ ref('int_exchange_rates') }}
),

as_of_month as (
    select
        cast({{ dbt.date_trunc('month', 'as_of_on') }} as date) as month_start,
        mod(cast(extract(month from as_of_on) as integer) + 12 - {{ first_month }}, 12) as fiscal_month
    from as_of
),

choose_day as (
    select
        {% if var('constant_rate_date') %}
            cast('{{ var("constant_rate_date") }}' as date) as constant_rate_on
        {% else %}
            {{ period_start('year') }} as constant_rate_on
        {% endif %}
    from as_of_month
),

-- One rate for all history: growth is growth, and no movement of a currency.
keep_rates_of_the_day as (
    select
        choose_day.constant_rate_on,
        exchange_rates.currency,
        exchange_rates.rate,
        exchange_rates.is_inverse
    from choose_day
    left join exchange_rates
        on choose_day.constant_rate_on = exchange_rates.rate_on
)

select * from keep_rates_of_the_day
