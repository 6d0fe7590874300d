with journeys as (
    select * from {{ ref('int_journeys') }}
),

touches as (
    select * from {{ ref('int_touches_sequenced') }}
),

place_touches as (
    select
        journeys.conversion_type,
        journeys.outcome,
        journeys.touch_count,
        touches.channel,
        {{ touch_position('journeys', 'touches') }} as touch_position,
        {% if var('direct_handling') == 'ignore_unless_only' %}
            case when journeys.is_named_only then named_touches.channel else touches.previous_channel end
                as previous_channel
        {% else %}
            touches.previous_channel
        {% endif %}
    from journeys
    inner join touches
        on {{ eligible_touch('journeys', 'touches') }}
    {% if var('direct_handling') == 'ignore_unless_only' %}
        left join touches as named_touches
            on
                touches.buyer_id = named_touches.buyer_id
                and touches.named_seq - 1 = named_touches.named_seq
                and not named_touches.is_direct
    {% endif %}
),

count_steps as (
    select
        conversion_type,
        case when touch_position = 1 then 'start' else previous_channel end as from_state,
        channel,
        case when touch_position = touch_count then outcome end as last_outcome,
        count(*) as step_count
    from place_touches
    group by
        conversion_type,
        case when touch_position = 1 then 'start' else previous_channel end,
        channel,
        case when touch_position = touch_count then outcome end
),

stack_transitions as (
    select
        conversion_type,
        from_state,
        channel as to_state,
        step_count
    from count_steps
    union all
    select
        conversion_type,
        channel as from_state,
        case when last_outcome = 'converted' then 'conversion' else 'null' end as to_state,
        step_count
    from count_steps
    where last_outcome is not null
),

sum_transitions as (
    select
        conversion_type,
        from_state,
        to_state,
        cast(sum(step_count) as bigint) as transition_count
    from stack_transitions
    group by conversion_type, from_state, to_state
)

select * from sum_transitions
