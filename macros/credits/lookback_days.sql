{% macro lookback_days(conversion_type) %}
    {%- set days = var('lookback_days').get(conversion_type) if var('lookback_days') is mapping -%}
    {%- if days is not number or days < 0 -%}
        {{ exceptions.raise_compiler_error("var lookback_days: " ~ conversion_type ~ " needs a number of days, 0 for no limit.") }}
    {%- endif -%}
    {{ days }}
{%- endmacro %}
