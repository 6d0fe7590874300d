{% macro as_upper(column) %}
    upper({{ as_text(column) }})
{%- endmacro %}
