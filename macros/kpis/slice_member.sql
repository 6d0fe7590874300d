{# The name under which a dimension's member is published: Unknown where missing, and never the All of the rows without it. #}
{% macro slice_member(expression) -%}
    case when lower({{ expression }}) = 'all' then 'All (source)' else coalesce({{ expression }}, 'Unknown') end
{%- endmacro %}
