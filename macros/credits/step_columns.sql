{% macro step_columns(model) -%}
    {{ model }}_scale * {{ model }}_first - {{ model }}_slope * {{ holds_alone(model, 'first') }} as {{ model }}_base,
    {%- for milestone in ['lead', 'opportunity'] %}
        {{ model }}_scale * {{ model }}_{{ milestone }} - {{ model }}_slope * {{ holds_alone(model, milestone) }} as {{ model }}_{{ milestone }}_step,
    {%- endfor %}
    {{ model }}_slope,
    {{ model }}_scale * ({{ model }}_named + {{ model }}_slope) as {{ model }}_whole,
    case when {{ model }}_is_named = 1 then coalesce(last_named_position, touch_count) else touch_count end as {{ model }}_end
{%- endmacro %}
