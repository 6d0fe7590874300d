{% set window_days = var('mql_to_sql_window_days') | int %}

with people as (
    select * from {{ ref('int_mql_expectations') }}
),

period_days as (
    select * from {{ ref('int_period_days') }}
),

-- The same weekday a year ago for weeks, the same date else.
periods as (
    select
        period_grain,
        period_start,
        period_end,
        as_of_on,
        {% if window_days > 0 %}
            least(as_of_on, cast({{ dbt.dateadd('day', window_days, 'period_end') }} as date)) as mature_on,
        {% else %}
            as_of_on as mature_on,
        {% endif %}
        case
            when period_grain = 'week' then cast({{ dbt.dateadd('day', -364, 'period_start') }} as date)
            else cast({{ dbt.dateadd('year', -1, 'period_start') }} as date)
        end as year_before_start,
        case
            when period_grain = 'week' then cast({{ dbt.dateadd('day', -364, 'as_of_on') }} as date)
            else cast({{ dbt.dateadd('year', -1, 'as_of_on') }} as date)
        end as known_on
    from period_days
    where period_start <= as_of_on
    group by period_grain, period_start, period_end, as_of_on
),

stack_segments as (
    select
        mql_on,
        sql_in_window_on,
        expected_conversion,
        segment
    from people
    union all
    select
        mql_on,
        sql_in_window_on,
        expected_conversion,
        'All' as segment
    from people
),

count_cohorts as (
    select
        periods.period_grain,
        periods.period_start,
        stack_segments.segment,
        count(*) as mql_count,
        count(stack_segments.sql_in_window_on) as sql_count,
        -- One member whose chance is unknown leaves the whole unknown.
        case
            when count(stack_segments.expected_conversion) = count(*)
                then round(sum(stack_segments.expected_conversion) / count(*), 9)
        end as expected_rate,
        sum(case when stack_segments.mql_on <= periods.known_on then 1 else 0 end) as known_mqls,
        sum(case when stack_segments.sql_in_window_on <= periods.known_on then 1 else 0 end) as known_sqls
    from periods
    inner join period_days
        on
            periods.period_grain = period_days.period_grain
            and periods.period_start = period_days.period_start
    inner join stack_segments
        on period_days.calendar_day = stack_segments.mql_on
    group by periods.period_grain, periods.period_start, stack_segments.segment
),

first_cohorts as (
    select
        period_grain,
        segment,
        min(period_start) as first_start
    from count_cohorts
    group by period_grain, segment
),

describe_cohorts as (
    select
        cast(periods.period_grain as {{ dbt.type_string() }}) as period_grain,
        periods.period_start,
        periods.period_end,
        cast(first_cohorts.segment as {{ dbt.type_string() }}) as segment,
        cast(coalesce(cohorts.mql_count, 0) as bigint) as mql_count,
        cast(coalesce(cohorts.sql_count, 0) as bigint) as sql_count,
        {{ safe_ratio('cohorts.sql_count', 'cohorts.mql_count') }} as observed_rate,
        cast({{ dbt.datediff('periods.period_start', 'periods.mature_on', 'day') }} as integer) as cohort_age_days, -- noqa: LT05
        cast(cohorts.expected_rate as numeric(28, 9)) as expected_rate,
        {{ safe_ratio('years_before.known_sqls', 'years_before.known_mqls') }} as year_before_rate
    from periods
    inner join first_cohorts
        on
            periods.period_grain = first_cohorts.period_grain
            and periods.period_start >= first_cohorts.first_start
    left join count_cohorts as cohorts
        on
            periods.period_grain = cohorts.period_grain
            and periods.period_start = cohorts.period_start
            and first_cohorts.segment = cohorts.segment
    left join count_cohorts as years_before
        on
            periods.period_grain = years_before.period_grain
            and periods.year_before_start = years_before.period_start
            and first_cohorts.segment = years_before.segment
)

select * from describe_cohorts
