{% set sources = [
    ('touch_credits', var('attribution_models')),
    ('data_driven_credits', attribution_model_names()[-2:]),
] %}
{% set keys = ['conversion_type', 'converted_on', 'segment', 'channel', 'campaign'] %}

with conversions as (
    select * from {{ ref('int_conversions') }}
),

touch_credits as (
    select * from {{ ref('int_touch_credits') }}
),

data_driven_credits as (
    select * from {{ ref('int_data_driven_credits') }}
),

{% for credits, models in sources %}
    sum_{{ credits }} as (
        select
            {% for model in models %}
                sum({{ credits }}.{{ model }}_weight) as {{ model }}_weight,
                sum({{ credits }}.{{ model }}_credit) as {{ model }}_credit,
            {% endfor %}
            conversions.conversion_type,
            conversions.converted_on,
            conversions.segment,
            {{ credits }}.channel,
            {{ credits }}.campaign
        from {{ credits }}
        inner join conversions
            on
                {{ credits }}.conversion_type = conversions.conversion_type
                and {{ credits }}.conversion_id = conversions.conversion_id
        group by
            conversions.conversion_type,
            conversions.converted_on,
            conversions.segment,
            {{ credits }}.channel,
            {{ credits }}.campaign
    ),
{% endfor %}

stack_models as (
    {% for credits, models in sources %}
        {% set is_last_source = loop.last %}
        {% for model in models %}
            select
                {{ keys | join(', ') }},
                '{{ model }}' as model,
                cast({{ model }}_weight as numeric(28, 12)) as conversions,
                cast({{ model }}_credit as bigint) as credit
            from sum_{{ credits }}
            {{ 'union all' if not (loop.last and is_last_source) }}
        {% endfor %}
    {% endfor %}
)

select * from stack_models
