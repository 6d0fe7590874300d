{#- The sort of decaying models, of numbers alone: the others know the sum up to a touch from its position. -#}
{% macro decayed_sums(models) -%}
{%- set journey = 'partition by journey_number' -%}
{%- set up_to_the_touch = journey ~ ' order by seq rows between unbounded preceding and current row' -%}
weigh_touches as (
    select
        {%- for model in models %}
            {{ decayed_part(model) }} as {{ model }}_part,
        {%- endfor %}
        number_journeys.journey_number, touches.seq
    from number_journeys
    cross join spread_models
    inner join {{ ref('int_touches_sequenced') }} as touches
        on {{ eligible_touch('number_journeys', 'touches') }}
),
sum_parts as (
    select
        {%- for model in models %}
            cast(sum({{ model }}_part) over ({{ up_to_the_touch }}) - {{ model }}_part as bigint) as {{ model }}_before,
            cast(sum({{ model }}_part) over ({{ up_to_the_touch }}) as bigint) as {{ model }}_through,
            cast(sum({{ model }}_part) over ({{ journey }}) as bigint) as {{ model }}_whole,
        {%- endfor %}
        journey_number, seq
    from weigh_touches
),
{%- endmacro %}
