{% macro any_true(columns) %}
    {%- for column in columns %}coalesce({{ as_boolean(column) }}, false){{ " or " if not loop.last }}{% endfor %}
{%- endmacro %}
