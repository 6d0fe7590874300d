with rates as (
    select * from {{ ref('int_finance_exchange_rates_accepted') }}
),

period_days as (
    select * from {{ ref('int_period_days') }}
),

days as (
    select calendar_day
    from period_days
    group by calendar_day
),

-- The quoted rate comes first; its inverse serves where no quote is recent enough. No rate is made of two.
orient_rates as (
    select
        from_currency as currency,
        rate_date,
        rate,
        false as is_inverse
    from rates
    where to_currency = '{{ var("reporting_currency") }}'
    union all
    select
        to_currency as currency,
        rate_date,
        rate,
        true as is_inverse
    from rates
    where from_currency = '{{ var("reporting_currency") }}'
),

rank_rates_of_a_day as (
    select
        orient_rates.currency,
        days.calendar_day as rate_on,
        orient_rates.rate,
        orient_rates.is_inverse,
        orient_rates.rate_date as quoted_on,
        row_number() over (
            partition by orient_rates.currency, days.calendar_day
            order by orient_rates.is_inverse asc, orient_rates.rate_date desc, orient_rates.rate desc
        ) as rate_rank
    from orient_rates
    inner join days
        on
            orient_rates.rate_date <= days.calendar_day
            and days.calendar_day <= cast(
                {{ dbt.dateadd('day', var('max_rate_age_days'), 'orient_rates.rate_date') }} as date
            )
    where orient_rates.currency <> '{{ var("reporting_currency") }}'
),

keep_best_rates as (
    select
        currency,
        rate_on,
        rate,
        is_inverse,
        quoted_on
    from rank_rates_of_a_day
    where rate_rank = 1
)

select * from keep_best_rates
