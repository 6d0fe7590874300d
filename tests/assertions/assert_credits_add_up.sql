{# For every conversion and every model, Unattributed included: the weights are 1, the credits are the amount. #}
{{ config(store_failures=true) }}

{% set sources = [
    ('touch_credits', var('attribution_models')),
    ('data_driven_credits', attribution_model_names()[-2:]),
] %}

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
                sum({{ model }}_weight) as {{ model }}_weight,
                sum({{ model }}_credit) as {{ model }}_credit,
                min({{ model }}_weight) as {{ model }}_least_weight,
                min({{ model }}_credit) as {{ model }}_least_credit,
            {% endfor %}
            conversion_type,
            conversion_id
        from {{ credits }}
        group by conversion_type, conversion_id
    ),
{% endfor %}

compare_credits as (
    {% for credits, models in sources %}
        {% set is_last_source = loop.last %}
        {% for model in models %}
            select
                conversions.conversion_type,
                conversions.conversion_id,
                '{{ model }}' as model,
                sum_{{ credits }}.{{ model }}_weight as weight,
                sum_{{ credits }}.{{ model }}_credit as credit,
                conversions.amount
            from conversions
            left join sum_{{ credits }}
                on
                    conversions.conversion_type = sum_{{ credits }}.conversion_type
                    and conversions.conversion_id = sum_{{ credits }}.conversion_id
            where
                conversions.outcome = 'converted'
                and (
                    coalesce(sum_{{ credits }}.{{ model }}_weight, 0) <> 1
                    or coalesce(sum_{{ credits }}.{{ model }}_credit, 0) <> coalesce(conversions.amount, 0)
                    or sum_{{ credits }}.{{ model }}_least_weight < 0
                    or (conversions.amount > 0 and sum_{{ credits }}.{{ model }}_least_credit < 0)
                )
            {{ 'union all' if not (loop.last and is_last_source) }}
        {% endfor %}
    {% endfor %}
),

name_problems as (
    select
        concat(
            'attribution: ', model, ' gives ', conversion_type, ' ', conversion_id, ' weights that add up to ',
            coalesce(cast(weight as {{ dbt.type_string() }}), 'nothing'), ' and credits that add up to ',
            coalesce(cast(credit as {{ dbt.type_string() }}), 'nothing'), ', not to 1 and its amount of ',
            coalesce(cast(amount as {{ dbt.type_string() }}), 'nothing'),
            ', or a share below zero. This is a defect: report it.'
        ) as problem
    from compare_credits
)

select * from name_problems
