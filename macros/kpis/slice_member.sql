{% macro slice_member(expression) -%}
    case when lower({{ expression }}) = 'all' then 'All (source)' else coalesce({{ expression }}, 'Unknown') end
{%- endmacro %}
