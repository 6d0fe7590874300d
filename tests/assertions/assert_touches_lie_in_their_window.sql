{# A credited touch came after its window opened and not after the conversion; positions run from 1 without a gap. #}
{{ config(store_failures=true) }}

with conversions as (
    select * from {{ ref('int_conversions') }}
),

touch_credits as (
    select * from {{ ref('int_touch_credits') }}
),

data_driven_credits as (
    select * from {{ ref('int_data_driven_credits') }}
),

stack_credits as (
    {% for credits in ['touch_credits', 'data_driven_credits'] %}
        select
            '{{ credits }}' as credits,
            conversion_type,
            conversion_id,
            touch_key,
            touched_at,
            touch_position
        from {{ credits }}
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

find_touches_outside as (
    select
        stack_credits.conversion_type,
        stack_credits.conversion_id,
        concat('touch ', stack_credits.touch_key, ' lies outside its window') as complaint
    from stack_credits
    inner join conversions
        on
            stack_credits.conversion_type = conversions.conversion_type
            and stack_credits.conversion_id = conversions.conversion_id
    where
        (stack_credits.touched_at is null and stack_credits.touch_key <> 'unattributed')
        or stack_credits.touched_at > conversions.converted_at
        or (
            conversions.window_days > 0
            and stack_credits.touched_at <= cast(
                {{ dbt.dateadd('day', '-1 * conversions.window_days', 'conversions.converted_at') }} as timestamp
            )
        )
),

find_gaps as (
    select
        conversion_type,
        conversion_id,
        'the positions of its touches do not run from 1 to their number' as complaint
    from stack_credits
    group by credits, conversion_type, conversion_id
    having
        min(touch_position) <> 1
        or max(touch_position) <> count(*)
        or sum(touch_position) * 2 <> count(*) * (count(*) + 1)
),

stack_complaints as (
    select * from find_touches_outside
    union all
    select * from find_gaps
),

name_problems as (
    select
        concat(
            'attribution: ', conversion_type, ' ', conversion_id, ': ', complaint, '. This is a defect: report it.'
        ) as problem
    from stack_complaints
)

select * from name_problems
