{% macro keep_raw(columns) %}
    {%- for column in columns %}
    {{ column }} as raw_{{ column }}{{ "," if not loop.last }}
    {%- endfor %}
{%- endmacro %}
