{% macro credit_rows(models, divided=[], kept=[]) %}
credit_rows as (
    select
        conversion_type, conversion_id, touch_key, touch_position, touched_at, person_id, channel, campaign,
        {%- for column in kept %} {{ column }},{% endfor -%}
        {%- for model in models %}
            {{ credit_columns(model, model in divided) }}{{ ',' if not loop.last }}
        {%- endfor %}
    from accumulate_parts
    union all
    select
        conversions.conversion_type, conversions.conversion_id, 'unattributed', 1, null, null, 'Unattributed', 'Unknown',
        {%- for column in kept %} conversions.{{ column }},{% endfor -%}
        {%- for model in models %}
            cast(1 as numeric(13, 12)), conversions.amount{{ ',' if not loop.last }}
        {%- endfor %}
    from conversions
    left join journeys
        on conversions.conversion_type = journeys.conversion_type and conversions.conversion_id = journeys.conversion_id
    where conversions.outcome = 'converted' and journeys.conversion_id is null
)
{% endmacro %}
