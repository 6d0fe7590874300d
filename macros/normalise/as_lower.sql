{% macro as_lower(column) %}
    lower({{ as_text(column) }})
{%- endmacro %}
