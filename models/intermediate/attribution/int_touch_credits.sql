{% set models = var('attribution_models') %}
{% set decaying = var('time_decay_models') %}
{% set positional = models | reject('in', decaying) | list %}
{% set kept = [
    'conversion_type', 'conversion_id', 'buyer_id', 'amount', 'first_seq', 'last_seq', 'last_touched_at',
    'is_named_only', 'position_offset', 'touch_count', 'lead_position', 'opportunity_position',
] %}
{% set whole_journey = 'partition by conversion_type, conversion_id' %}
{% set up_to_the_touch = whole_journey ~ ' order by touch_position rows between unbounded preceding and current row' %}

with conversions as (
    select * from {{ ref('int_conversions') }}
),

journeys as (
    select * from {{ ref('int_journeys') }}
),

touches as (
    select * from {{ ref('int_touches_sequenced') }}
),

attribution_models as (
    select * from {{ ref('attribution_models') }}
),

-- One row: what a model weighs is known when the query runs, and no sooner.
spread_models as (
    select
        {% for model in models %}
            {{ rule_parameters(model) }},
        {% endfor %}
        count(*) as model_count
    from attribution_models
),

{{ rule_steps(positional) }}

step_journeys as (
    select
        {% for model in positional %}
            {{ step_columns(model) }},
        {% endfor %}
        {% for model in decaying %}
            {{ model }}_half_life,
        {% endfor %}
        {{ kept | join(', ') }}
    from share_others
),

place_touches as (
    select
        step_journeys.*,
        touches.touch_key,
        touches.touched_at,
        touches.person_id,
        touches.channel,
        touches.campaign,
        {% for model in decaying %}
            {{ decayed_part(model ~ '_half_life') }} as {{ model }}_part,
        {% endfor %}
        {{ touch_position('step_journeys', 'touches') }} as touch_position
    from step_journeys
    inner join touches
        on {{ eligible_touch('step_journeys', 'touches') }}
),

-- The sort of decaying models: the others know the sum up to a touch from its position.
accumulate_parts as (
    select
        *,
        {% for model in positional %}
            {{ cumulative_part(model, '(touch_position - 1)') }} as {{ model }}_before,
            {{ cumulative_part(model, 'touch_position') }} as {{ model }}_through,
        {% endfor %}
        {% for model in decaying %}
            (sum({{ model }}_part) over ({{ up_to_the_touch }})) - {{ model }}_part as {{ model }}_before,
            sum({{ model }}_part) over ({{ up_to_the_touch }}) as {{ model }}_through,
            sum({{ model }}_part) over ({{ whole_journey }}) as {{ model }}_whole,
        {% endfor %}
        touch_count
    from place_touches
),

{{ credit_rows(models) }}

select * from credit_rows
