{% macro column_of_system(column, name, systems, keys) %}
    {%- set is_key = column in keys if keys is not none else column.endswith("_id") -%}
    {%- if is_key and systems | length > 1 -%}
        '{{ name }}:' || {{ as_id(column) }} as {{ column }}
    {%- else -%}
        {{ column }}
    {%- endif -%}
{% endmacro %}
