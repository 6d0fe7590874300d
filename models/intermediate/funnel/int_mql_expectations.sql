{% set window_days = var('mql_to_sql_window_days') | int %}

with milestones as (
    select * from {{ ref('int_lead_milestones') }}
),

curves as (
    select * from {{ ref('int_mql_to_sql_curves') }}
),

as_of as (
    select * from {{ ref('int_as_of') }}
),

-- A segment has its own curve when it has enough conversions.
list_segment_curves as (
    select segment
    from curves
    where segment <> 'All' and curve_conversions >= {{ var('maturity_minimum_events') }}
    group by segment
),

age_people as (
    select
        milestones.person_id,
        cast(milestones.mql_at as date) as mql_on,
        cast(milestones.sql_at as date) as sql_on,
        milestones.days_to_sql,
        milestones.segment,
        coalesce(list_segment_curves.segment, 'All') as curve_segment,
        cast({{ dbt.datediff('cast(milestones.mql_at as date)', 'as_of.as_of_on', 'day') }} as integer) as age_days -- noqa: LT05
    from milestones
    cross join as_of
    left join list_segment_curves
        on milestones.segment = list_segment_curves.segment
    where milestones.mql_at is not null
),

expect_conversions as (
    select
        age_people.person_id,
        age_people.mql_on,
        age_people.segment,
        case
            when {{ is_within_window('age_people.days_to_sql', window_days) }} then age_people.sql_on
        end as sql_in_window_on,
        cast(case
            when {{ is_within_window('age_people.days_to_sql', window_days) }} then 1
            when age_people.days_to_sql is not null then 0
            {% if window_days > 0 %}
                when age_people.age_days >= {{ window_days }} then 0
                when curves.observed_days < {{ window_days }} then null
            {% endif %}
            when curves.curve_conversions > 0 then curves.remaining_share
        end as numeric(28, 9)) as expected_conversion
    from age_people
    left join curves
        on
            age_people.curve_segment = curves.segment
            and age_people.age_days >= curves.from_day
            and (age_people.age_days <= curves.to_day or curves.to_day is null)
)

select * from expect_conversions
