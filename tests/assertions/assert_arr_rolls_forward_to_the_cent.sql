{{ config(store_failures=true, severity='error') }}

{% set keys = ['period_grain', 'segment', 'industry', 'seller', 'channel'] %}

with arr as (
    select * from {{ ref('north_star_arr') }}
),

roll_forward as (
    select
        *,
        cast({{ dbt.dateadd('day', -1, 'period_start') }} as date) as eve_of_period,
        opening_arr + new_arr + reactivation_arr + expansion_arr - contraction_arr - churn_arr as rolled_arr
    from arr
),

name_problems as (
    select
        concat(
            'north_star_arr, ', roll_forward.period_grain, ' of ',
            cast(roll_forward.period_start as {{ dbt.type_string() }}), ', slice ', roll_forward.slice, ' (',
            roll_forward.segment, ', ', roll_forward.industry, ', ', roll_forward.seller, ', ', roll_forward.channel,
            '): ',
            cast(roll_forward.rolled_arr as {{ dbt.type_string() }}), ' rolled forward, closing at ',
            cast(roll_forward.closing_arr as {{ dbt.type_string() }}), '; opening at ',
            cast(roll_forward.opening_arr as {{ dbt.type_string() }}), ' after a close at ',
            coalesce(cast(periods_before.closing_arr as {{ dbt.type_string() }}), '0'), '.'
        ) as problem
    from roll_forward
    left join arr as periods_before
        on
            roll_forward.eve_of_period = periods_before.period_end
            {% for key in keys %}
                and roll_forward.{{ key }} = periods_before.{{ key }}
            {% endfor %}
    where
        roll_forward.rolled_arr <> roll_forward.closing_arr
        or roll_forward.opening_arr <> coalesce(periods_before.closing_arr, 0)
        or roll_forward.numerator <> roll_forward.closing_arr
)

select * from name_problems
