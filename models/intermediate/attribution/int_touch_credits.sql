{{ config(materialized=lasting_table(), incremental_strategy='append',
    pre_hook="{{ forget_changed(ref('int_conversion_fingerprints')) }}") }}
{% set keys = ['conversion_type', 'conversion_id'] %}
{% set models = var('attribution_models') %}
{% set decaying = var('time_decay_models') %}
{% set positional = models | reject('in', decaying) | list %}
{% set kept = [
    'conversion_type', 'conversion_id', 'buyer_id', 'amount', 'first_seq', 'last_seq', 'is_named_only',
    'position_offset', 'touch_count', 'lead_position', 'opportunity_position', 'journey_number', 'fingerprint',
] %}

with fingerprints as (
    {{ fingerprints_to_build(ref('int_conversion_fingerprints'), only='is_converted', first_row='touch_position') }}
),

conversions as (
    {{ rows_to_build(ref('int_conversions'), keys) }}
),

journeys as (
    select journeys.*
    from {{ ref('int_journeys') }} as journeys
    inner join fingerprints
        on
            journeys.conversion_type = fingerprints.conversion_type
            and journeys.conversion_id = fingerprints.conversion_id
),

touches as (
    select * from {{ ref('int_touches_sequenced') }}
),

-- One row: what a model weighs is known when the query runs, and no sooner.
spread_models as (
    select
        {% for model in models %}
            {{ rule_parameters(model) }},
        {% endfor %}
        count(*) as model_count
    from {{ ref('attribution_models') }}
),

number_journeys as (
    select
        *,
        cast(row_number() over (order by conversion_type asc, conversion_id asc) as integer) as journey_number
    from journeys
    where outcome = 'converted'
),

{{ decayed_sums(decaying) if decaying }}

{{ rule_steps(positional) }}

step_journeys as (
    select
        {% for model in positional %}{{ step_columns(model) }},{% endfor %}
        {{ kept | join(', ') }}
    from share_others
),

divide_journeys as (
    select
        *,
        {% for model in positional %}
            {{ quotient_columns(model) }},
        {% endfor %}
        touch_count as last_position
    from step_journeys
),

place_touches as (
    select
        divide_journeys.*,
        touches.touch_key,
        touches.touched_at,
        touches.person_id,
        touches.channel,
        touches.campaign,
        {% for model in decaying %}
            sum_parts.{{ model }}_before,
            sum_parts.{{ model }}_through,
            sum_parts.{{ model }}_whole,
        {% endfor %}
        {{ touch_position('divide_journeys', 'touches') }} as touch_position
    from divide_journeys
    inner join touches
        on {{ eligible_touch('divide_journeys', 'touches') }}
    {% if decaying %}
        inner join sum_parts
            on
                divide_journeys.journey_number = sum_parts.journey_number
                and touches.seq = sum_parts.seq
    {% endif %}
),

pass_milestones as (
    select
        {{ passed_milestones() }},
        *
    from place_touches
),

accumulate_parts as (
    select
        {% for model in positional %}
            {{ cumulative_part(model, 'before') }} as {{ model }}_before,
            {{ cumulative_part(model, 'through') }} as {{ model }}_through,
        {% endfor %}
        *
    from pass_milestones
),

{{ credit_rows(models, divided=positional, kept=['fingerprint']) }}

select
    *,
    cast({{ recipe_of_rows() }} as integer) as recipe
from credit_rows
