{% macro slice_sets(keys, dimensions) -%}
    {%- for members in slice_dimensions(dimensions) -%}
        ({{ ([keys] + members) | join(', ') }}){{ ', ' if not loop.last }}
    {%- endfor -%}
{%- endmacro %}
