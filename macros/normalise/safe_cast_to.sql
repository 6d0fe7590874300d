{#- dbt.safe_cast is a plain cast on DuckDB and PostgreSQL and stops the build at the first bad value. -#}
{% macro safe_cast_to(expression, type) -%}
    {{- return(adapter.dispatch("safe_cast_to")(expression, type)) -}}
{%- endmacro %}

{% macro default__safe_cast_to(expression, type) -%}
    try_cast({{ expression }} as {{ type }})
{%- endmacro %}

{#- Only PostgreSQL 16 can ask whether a text is valid, and it holds 01/02/2024, today and NaN to be so. -#}
{% macro postgres__safe_cast_to(expression, type) -%}
    {%- if type in ["date", "timestamp"] -%}
        case when {{ expression }} ~ '{{ day_pattern(type == "timestamp") }}' then cast({{ expression }} as {{ type }}) end
    {%- else -%}
        {%- set digits = modules.re.findall("[0-9]+", type) | map("int") | list -%}
        {%- set limit = {"integer": 2147483647.5, "bigint": 9223372036854775807}.get(type) or 10 ** (digits[0] - digits[1]) - 1 -%}
        case
            when {{ expression }} ~ '^ *[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]{1,2})? *$'
                then case
                    when abs(cast({{ expression }} as numeric)) < {{ limit }}
                        then cast(cast({{ expression }} as numeric) as {{ type }})
                end
        end
    {%- endif -%}
{%- endmacro %}
