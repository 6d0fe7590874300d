{% macro keep_raw(table) %}
    {%- for column in contract_columns(table) %}
    {{ column.name }} as raw_{{ column.name }}{{ "," if not loop.last }}
    {%- endfor %}
{%- endmacro %}
