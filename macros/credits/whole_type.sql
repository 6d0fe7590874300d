{% macro whole_type() -%}
    {{- return(adapter.dispatch('whole_type')()) -}}
{%- endmacro %}

{% macro default__whole_type() -%}
    numeric(38, 0)
{%- endmacro %}

{#- DuckDB's decimals of 38 digits cost several times as much as its whole numbers of 128 bits. -#}
{% macro duckdb__whole_type() -%}
    hugeint
{%- endmacro %}
