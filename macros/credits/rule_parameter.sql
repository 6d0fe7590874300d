{% macro rule_parameter(model, column, type) -%}
    max(case when model = '{{ model }}' then {{ safe_cast_to(column, type) }} end)
{%- endmacro %}
