{% set amounts = [
    'opening', 'created', 'reopened', 'pulled_in', 'amount_up', 'amount_down', 'pushed_out', 'withdrawn', 'won', 'lost',
    'closing',
] %}
{{ config(store_failures=true) }}

with waterfall as (
    select * from {{ ref('pipeline_waterfall') }}
),

-- Members against the row without them: all that sellers add up to is nothing.
sum_members as (
    select
        period_grain,
        period_start,
        segment,
        {% for amount in amounts %}
            sum(case when seller = 'All' then {{ amount }} else -1 * {{ amount }} end) as {{ amount }},
        {% endfor %}
        max(case when seller = 'All' then 0 else 1 end) as has_sellers
    from waterfall
    group by period_grain, period_start, segment
),

find_gaps as (
    select
        period_grain,
        period_start,
        concat('segment ', segment, ', seller ', seller) as slice,
        closing - opening - created - reopened - pulled_in - amount_up + amount_down + pushed_out + withdrawn + won
        + lost as gap,
        'does not close' as defect
    from waterfall
    union all
    select
        period_grain,
        period_start,
        concat('segment ', segment) as slice,
        abs(opening) + abs(created) + abs(reopened) + abs(pulled_in) + abs(amount_up) + abs(amount_down)
        + abs(pushed_out) + abs(withdrawn) + abs(won) + abs(lost) + abs(closing) as gap,
        'is not the sum of its sellers' as defect
    from sum_members
    where has_sellers = 1
),

name_problems as (
    select
        concat(
            'pipeline_waterfall: the ', period_grain, ' of ', cast(period_start as {{ dbt.type_string() }}), ', ',
            slice, ', ', defect, ': it is ', cast(gap as {{ dbt.type_string() }}),
            ' off. A state of a deal is counted twice or not at all in int_pipeline_movements.'
        ) as problem
    from find_gaps
    where gap <> 0
)

select * from name_problems
