{% macro whole_quotient(total, whole) -%}
    {{- return(adapter.dispatch('whole_quotient')(total, whole)) -}}
{%- endmacro %}

{% macro default__whole_quotient(total, whole) -%}
    cast(({{ total }} - mod({{ total }}, {{ whole }})) / {{ whole }} as bigint)
{%- endmacro %}

{% macro duckdb__whole_quotient(total, whole) -%}
    divide({{ total }}, {{ whole }})
{%- endmacro %}

{% macro spark__whole_quotient(total, whole) -%}
    ({{ total }} div {{ whole }})
{%- endmacro %}
