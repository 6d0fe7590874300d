{% set first_month = var('fiscal_year_start_month') | int %}

with period_days as (
    select * from {{ ref('int_period_days') }}
),

states as (
    select * from {{ ref('int_opportunity_states') }}
),

find_first_day_of_history as (
    select min(valid_from) as history_from
    from states
    where has_history
),

number_periods as (
    select
        period_grain,
        period_start,
        period_end,
        as_of_on,
        case
            when period_end <= as_of_on then cast({{ dbt.dateadd('day', -1, 'period_start') }} as date)
            else as_of_on
        end as measured_on,
        row_number() over (
            partition by period_grain, case when period_end > as_of_on then 1 else 0 end
            order by period_start
        ) as period_number
    from period_days
    where calendar_day = period_start
),

-- The running period and the next two are asked about today, a closed one on its eve, if anybody knows it.
keep_measured_periods as (
    select number_periods.*
    from number_periods
    cross join find_first_day_of_history
    where
        (number_periods.period_end > number_periods.as_of_on and number_periods.period_number <= 3)
        or (
            number_periods.period_end <= number_periods.as_of_on
            and number_periods.measured_on >= find_first_day_of_history.history_from
        )
),

place_next_days as (
    select
        *,
        cast({{ dbt.dateadd('day', 1, 'measured_on') }} as date) as calendar_day,
        cast({{ dbt.date_trunc('month', dbt.dateadd('day', 1, 'measured_on')) }} as date) as month_start,
        {{ fiscal_month(dbt.dateadd('day', 1, 'measured_on')) }} as fiscal_month
    from keep_measured_periods
),

find_closed_quarters as (
    select
        period_grain,
        period_start,
        period_end,
        measured_on,
        as_of_on,
        max(period_start) over (partition by period_grain) as last_start,
        cast({{ dbt.dateadd('month', -12, period_start('quarter')) }} as date) as year_from,
        cast({{ dbt.dateadd('day', -1, period_start('quarter')) }} as date) as year_to
    from place_next_days
)

select * from find_closed_quarters
