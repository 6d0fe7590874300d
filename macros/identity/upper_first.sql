{% macro upper_first(expression) -%}
    upper(substring({{ expression }}, 1, 1)) || substring({{ expression }}, 2)
{%- endmacro %}
