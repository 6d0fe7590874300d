{% macro member_or_all(dimension, dimensions) -%}
    {{ "coalesce(" ~ dimension ~ ", 'All')" if dimension in slice_dimensions(dimensions) | sum(start=[]) else "'All'" }}
{%- endmacro %}
