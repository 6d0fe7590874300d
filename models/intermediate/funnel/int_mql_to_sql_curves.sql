{% set window_days = var('mql_to_sql_window_days') | int %}

with milestones as (
    select * from {{ ref('int_lead_milestones') }}
),

as_of as (
    select * from {{ ref('int_as_of') }}
),

-- Whoever was sales-qualified before is not waiting: no evidence of how long it takes.
observe_people as (
    select
        milestones.segment,
        milestones.days_to_sql,
        coalesce(
            milestones.days_to_sql,
            cast({{ dbt.datediff('cast(milestones.mql_at as date)', 'as_of.as_of_on', 'day') }} as integer) -- noqa: LT05
        ) as observed_days
    from milestones
    cross join as_of
    where
        cast(milestones.mql_at as date)
        > cast({{ dbt.dateadd('month', -1 * var('maturity_history_months'), 'as_of.as_of_on') }} as date)
        and (milestones.days_to_sql >= 0 or milestones.days_to_sql is null)
),

-- Every curve begins on day 0, whether or not anybody converts then.
sort_into_curves as (
    {% for curve in ["'All'", 'segment'] %}
        select
            {{ curve }} as segment,
            observed_days,
            case when {{ is_within_window('days_to_sql', window_days) }} then 1 else 0 end as converted_people,
            1 as people
        from observe_people
        union all
        select
            {{ curve }} as segment,
            0 as observed_days,
            0 as converted_people,
            0 as people
        from observe_people
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

count_days as (
    select
        segment,
        observed_days as from_day,
        sum(converted_people) as converted_people,
        sum(people) as people
    from sort_into_curves
    group by segment, observed_days
),

count_people_at_risk as (
    select
        segment,
        from_day,
        converted_people,
        sum(people) over (partition by segment order by from_day desc) as people_at_risk,
        max(from_day) over (partition by segment) as observed_days
    from count_days
),

-- A product of shares is a sum of logarithms; where all convert there is none, and the rest is certain.
take_logarithms as (
    select
        *,
        case when people_at_risk = converted_people then 1 else 0 end as is_certain,
        case
            when people_at_risk > converted_people then ln(people_at_risk - converted_people) - ln(people_at_risk)
            else 0
        end as log_share
    from count_people_at_risk
    where converted_people > 0 or from_day = 0
),

multiply_shares as (
    select
        *,
        lead(from_day) over (partition by segment order by from_day asc) - 1 as to_day,
        sum(converted_people) over (partition by segment) as curve_conversions,
        sum(is_certain) over (partition by segment) as all_certain_steps,
        sum(is_certain) over (partition by segment order by from_day asc) as certain_steps,
        sum(log_share) over (
            partition by segment
            order by from_day asc rows between unbounded preceding and unbounded following
        ) as all_log_waiting,
        sum(log_share) over (partition by segment order by from_day asc) as log_waiting
    from take_logarithms
),

describe_curves as (
    select
        segment,
        from_day,
        to_day,
        people_at_risk,
        converted_people,
        curve_conversions,
        observed_days,
        cast(round(case when certain_steps > 0 then 1 else 1 - exp(log_waiting) end, 9) as numeric(28, 9))
            as converted_share,
        cast(round(case
            when certain_steps > 0 then 0
            when all_certain_steps > 0 then 1
            else 1 - exp(all_log_waiting - log_waiting)
        end, 9) as numeric(28, 9)) as remaining_share
    from multiply_shares
)

select * from describe_curves
