{# DuckDB divides decimals as doubles, which hold 15 digits: what the first quotient leaves over is divided once more.
   The first is a little too small on purpose, so that no engine rounds what is left of a half to the other side. #}
{% macro exact_quotient(dividend, divisor, scale=6) -%}
    {%- set type_name = 'numeric(28, ' ~ scale ~ ')' -%}
    {%- set half = '0.' ~ '0' * scale ~ '5' -%}
    {%- set rough = 'cast(round(' ~ dividend ~ ' / ' ~ divisor ~ ' - ' ~ half ~ ', ' ~ scale ~ ') as ' ~ type_name ~ ')' -%}
    {%- set rest = '(' ~ dividend ~ ' - ' ~ rough ~ ' * ' ~ divisor ~ ')' -%}
    {{ rough }} + cast(round({{ rest }} / {{ divisor }}, {{ scale }}) as {{ type_name }})
{%- endmacro %}
