{% macro slice_sets(keys, dimensions) -%}
    {%- for members in slice_dimensions(dimensions) -%}
        ({{ keys }}{% for member in members %}, {{ member }}_member{% endfor %}){{ ', ' if not loop.last }}
    {%- endfor -%}
{%- endmacro %}
