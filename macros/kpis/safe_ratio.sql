{# 1/0 is an error on one engine and infinity on another. #}
{% macro safe_ratio(numerator, denominator) %}
    {%- set divisor = 'nullif(cast(' ~ denominator ~ ' as numeric(38, 6)), 0)' -%}
    cast({{ exact_quotient('cast(' ~ numerator ~ ' as numeric(38, 6))', divisor, scale=9) }} as numeric(28, 9))
{% endmacro %}
