{% macro first_filled(expressions) %}
    {{- "coalesce(" if expressions | length > 1 }}
    {%- for expression in expressions %}nullif(trim({{ expression }}), ''){{ ", " if not loop.last }}{% endfor %}
    {{- ")" if expressions | length > 1 }}
{%- endmacro %}
