{# DuckDB divides decimals as doubles, which hold 15 digits: what the first quotient leaves over is divided once more. #}
{% macro exact_quotient(dividend, divisor, scale=6) -%}
    {%- set type_name = 'numeric(28, ' ~ scale ~ ')' -%}
    {%- set rough = 'cast(round(' ~ dividend ~ ' / ' ~ divisor ~ ', ' ~ scale ~ ') as ' ~ type_name ~ ')' -%}
    {%- set rest = '(' ~ dividend ~ ' - ' ~ rough ~ ' * ' ~ divisor ~ ')' -%}
    {{ rough }} + cast(round({{ rest }} / {{ divisor }}, {{ scale }}) as {{ type_name }})
{%- endmacro %}
