{#- dbt.safe_cast is a plain cast on DuckDB and PostgreSQL and stops the build at the first bad value. -#}
{% macro safe_cast_to(expression, type) -%}
    {{- return(adapter.dispatch("safe_cast_to")(expression, type)) -}}
{%- endmacro %}

{% macro default__safe_cast_to(expression, type) -%}
    try_cast({{ expression }} as {{ type }})
{%- endmacro %}

{% macro postgres__safe_cast_to(expression, type) -%}
    case when pg_input_is_valid({{ expression }}, '{{ type }}') then cast({{ expression }} as {{ type }}) end
{%- endmacro %}
