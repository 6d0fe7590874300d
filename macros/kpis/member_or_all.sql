{% macro member_or_all(dimension, dimensions) -%}
    {{ "coalesce(" ~ dimension ~ "_member, 'All')" if dimension in slice_dimensions(dimensions) | sum(start=[]) else "'All'" }}
{%- endmacro %}
