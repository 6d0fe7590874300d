with period_days as (
    select * from {{ ref('int_period_days') }}
),

exchange_rates as (
    select * from {{ ref('int_finance_exchange_rates_accepted') }}
),

constant_rates as (
    select * from {{ ref('int_constant_rates') }}
),

identity_links as (
    select * from {{ ref('int_identity_links') }}
),

as_of as (
    select * from {{ ref('int_as_of') }}
),

list_days as (
    select measured_on
    from period_days
    where measured_on = calendar_day
    group by measured_on
),

-- A mark that changes tells that the rates or merges did, and costs no copy of them.
mark_rates as (
    select
        list_days.measured_on,
        concat(
            count(exchange_rates.rate), ' ',
            {{ decimal_text('coalesce(sum(exchange_rates.rate), 0)', 9) }}, ' ',
            {{ decimal_text('coalesce(sum(exchange_rates.rate * exchange_rates.rate), 0)', 18) }}
        ) as rates_mark
    from list_days
    left join exchange_rates
        on list_days.measured_on >= exchange_rates.rate_date
    group by list_days.measured_on
),

mark_constants as (
    select
        concat(
            min(constant_rate_on), ' ', {{ decimal_text('coalesce(sum(rate), 0)', 9) }}, ' ', count(rate)
        ) as constants_mark
    from constant_rates
),

mark_merges as (
    select
        concat(
            count(*), ' ', coalesce(min(record_id), ''), ' ', coalesce(max(record_id), ''), ' ',
            coalesce(min(survivor_id), ''), ' ', coalesce(max(survivor_id), '')
        ) as merges_mark
    from identity_links
    where evidence <> 'id'
),

join_marks as (
    select
        mark_rates.measured_on,
        mark_rates.rates_mark,
        mark_constants.constants_mark,
        mark_merges.merges_mark,
        as_of.as_of_on,
        as_of.run_started_at
    from mark_rates
    cross join mark_constants
    cross join mark_merges
    cross join as_of
)

select * from join_marks
