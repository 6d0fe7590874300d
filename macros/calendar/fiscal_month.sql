{% macro fiscal_month(day) -%}
    mod(cast(extract(month from {{ day }}) as integer) + 12 - {{ var('fiscal_year_start_month') | int }}, 12)
{%- endmacro %}
