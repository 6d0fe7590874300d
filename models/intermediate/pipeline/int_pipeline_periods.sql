with period_days as (
    select * from {{ ref('int_period_days') }}
),

positions as (
    select * from {{ ref('int_pipeline_positions') }}
),

exchange_rates as (
    select * from {{ ref('int_exchange_rates') }}
),

list_currencies as (
    select
        currency,
        min(valid_from) as known_from
    from positions
    group by currency
),

find_first_day_of_history as (
    select min(known_from) as history_from
    from list_currencies
),

-- A period opens with what was known on its eve: before the history begins nothing was.
keep_periods as (
    select
        period_days.period_grain,
        period_days.period_start,
        period_days.period_end,
        period_days.measured_on,
        list_currencies.currency,
        cast({{ dbt.dateadd('day', -1, 'period_days.period_start') }} as date) as eve_on
    from period_days
    cross join list_currencies
    cross join find_first_day_of_history
    where
        period_days.calendar_day = period_days.period_start
        and period_days.period_start <= period_days.as_of_on
        and period_days.period_start > find_first_day_of_history.history_from
),

-- One rate for a whole period: a movement is a movement, and none of the currency.
rank_rates as (
    select
        keep_periods.*,
        exchange_rates.rate,
        exchange_rates.is_inverse,
        row_number() over (
            partition by keep_periods.period_grain, keep_periods.period_start, keep_periods.currency
            order by exchange_rates.rate_on asc nulls last
        ) as rate_rank
    from keep_periods
    left join exchange_rates
        on
            keep_periods.currency = exchange_rates.currency
            and (
                keep_periods.eve_on = exchange_rates.rate_on
                or keep_periods.measured_on = exchange_rates.rate_on
            )
),

keep_first_rates as (
    select
        period_grain,
        period_start,
        period_end,
        measured_on,
        eve_on,
        currency,
        rate,
        is_inverse
    from rank_rates
    where rate_rank = 1
)

select * from keep_first_rates
