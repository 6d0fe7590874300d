{#- Removal effects take more than 64 bits to sum; equal parts do not. -#}
{% set models = {'data_driven': whole_type(), 'shapley': 'bigint'} %}
{% set whole_journey = 'partition by conversion_type, conversion_id' %}
{% set up_to_the_channel = whole_journey ~ ' order by first_seq asc rows between unbounded preceding and current row' %}

with conversions as (
    select * from {{ ref('int_conversions') }}
),

journeys as (
    select * from {{ ref('int_journeys') }}
),

touches as (
    select * from {{ ref('int_touches_sequenced') }}
),

journey_channels as (
    select * from {{ ref('int_journey_channels') }}
),

channel_effects as (
    select * from {{ ref('int_channel_effects') }}
),

-- Where no channel of a journey has an effect, they share alike.
weigh_channels as (
    select
        journey_channels.*,
        case
            when
                max(channel_effects.removal_effect) over (
                    partition by journey_channels.conversion_type, journey_channels.conversion_id
                ) = 0
                then 1
            else cast(round(channel_effects.removal_effect * 100000000000000, 0) as bigint)
        end as data_driven_part,
        1 as shapley_part
    from journey_channels
    inner join channel_effects
        on
            journey_channels.conversion_type = channel_effects.conversion_type
            and journey_channels.channel = channel_effects.channel
    where journey_channels.outcome = 'converted'
),

sum_parts as (
    select
        {% for model, type in models.items() %}
            cast({{ model }}_part as {{ type }}) as {{ model }}_part,
            cast((sum({{ model }}_part) over ({{ up_to_the_channel }})) - {{ model }}_part as {{ type }})
            * touch_count as {{ model }}_base,
            cast(sum({{ model }}_part) over ({{ whole_journey }}) as {{ type }}) * touch_count as {{ model }}_whole,
        {% endfor %}
        conversion_type,
        conversion_id,
        channel,
        first_channel_seq
    from weigh_channels
),

-- Channel after channel, and within one in equal parts: a journey passes over no touch of a channel, or over all.
place_touches as (
    select
        {% for model in models %}
            sum_parts.{{ model }}_part,
            sum_parts.{{ model }}_base + sum_parts.{{ model }}_part
            * (touches.channel_seq - sum_parts.first_channel_seq) as {{ model }}_before,
            sum_parts.{{ model }}_whole,
        {% endfor %}
        journeys.conversion_type,
        journeys.conversion_id,
        journeys.amount,
        touches.touch_key,
        touches.touched_at,
        touches.person_id,
        touches.channel,
        touches.campaign,
        {{ touch_position('journeys', 'touches') }} as touch_position
    from journeys
    inner join touches
        on {{ eligible_touch('journeys', 'touches') }}
    inner join sum_parts
        on
            journeys.conversion_type = sum_parts.conversion_type
            and journeys.conversion_id = sum_parts.conversion_id
            and touches.channel = sum_parts.channel
),

accumulate_parts as (
    select
        {% for model in models %}
            {{ model }}_before + {{ model }}_part as {{ model }}_through,
        {% endfor %}
        {{ quotient_columns('shapley') }},
        *
    from place_touches
),

{{ credit_rows(models.keys(), divided=['shapley']) }}

select * from credit_rows
