{# 44,000 days reach from 1980 past 2100: the bounds are fixed so that nothing is queried while compiling. #}

with as_of as (
    select * from {{ ref('int_as_of') }}
),

day_numbers as (
    {{ dbt.generate_series(44000) }}
),

days as (
    select
        cast({{ dbt.dateadd('day', 'generated_number - 1', "cast('" ~ var('calendar_start') ~ "' as date)") }} as date)
            as calendar_day
    from day_numbers
),

fiscal_positions as (
    select
        calendar_day,
        cast({{ dbt.date_trunc('month', 'calendar_day') }} as date) as month_start,
        {{ fiscal_month('calendar_day') }} as fiscal_month
    from days
),

period_starts as (
    {% for grain in period_grains() %}
        select
            calendar_day,
            '{{ grain }}' as period_grain,
            {{ period_start(grain) }} as period_start
        from fiscal_positions
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

period_ends as (
    select
        calendar_day,
        period_grain,
        period_start,
        cast({{ dbt.dateadd('day', -1, next_period_start()) }} as date) as period_end
    from period_starts
),

describe_periods as (
    select
        period_ends.calendar_day,
        period_ends.period_grain,
        period_ends.period_start,
        period_ends.period_end,
        least(period_ends.period_end, as_of.as_of_on) as measured_on,
        as_of.as_of_on
    from period_ends
    cross join as_of
    where
        period_ends.calendar_day <= cast({{ dbt.dateadd('year', 3, 'as_of.as_of_on') }} as date)
)

select * from describe_periods
