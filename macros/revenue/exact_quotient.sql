{# DuckDB divides decimals as doubles, which hold 15 digits: what the first quotient leaves over is divided once more. #}
{% macro exact_quotient(dividend, divisor) -%}
    {%- set rough = 'cast(round(' ~ dividend ~ ' / ' ~ divisor ~ ', 6) as numeric(28, 6))' -%}
    {{ rough }} + cast(round(({{ dividend }} - {{ rough }} * {{ divisor }}) / {{ divisor }}, 6) as numeric(28, 6))
{%- endmacro %}
