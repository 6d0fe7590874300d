{# Without ANSI Spark writes a small decimal as 0E-9. #}
{% macro decimal_text(expression, scale) %}
    {{- return(adapter.dispatch('decimal_text')(expression, scale)) -}}
{% endmacro %}

{% macro default__decimal_text(expression, scale) %}
    {{- return('cast(cast(' ~ expression ~ ' as numeric(38, ' ~ scale ~ ')) as ' ~ dbt.type_string() ~ ')') -}}
{% endmacro %}

{# From one upwards Spark writes every digit, and the digits after the point are those of the number. #}
{% macro spark__decimal_text(expression, scale) %}
    {%- set number = 'cast(' ~ expression ~ ' as numeric(38, ' ~ scale ~ '))' -%}
    case when {{ number }} < 0 then '-' else '' end
    || cast(floor(abs({{ number }})) as string)
    || '.' || substring_index(cast(abs({{ number }}) + 1 as string), '.', -1)
{%- endmacro %}
