{#- total * part / whole without its fraction, exact up to 38 digits: what cumulative parts are cut to is lost nowhere. -#}
{% macro whole_share(total, part, whole) -%}
    {{- return(adapter.dispatch('whole_share')(total, part, whole)) -}}
{%- endmacro %}

{% macro default__whole_share(total, part, whole) -%}
    {%- set product = 'cast(' ~ total ~ ' as numeric(38, 0)) * ' ~ part -%}
    cast(({{ product }} - mod({{ product }}, {{ whole }})) / {{ whole }} as bigint)
{%- endmacro %}

{% macro duckdb__whole_share(total, part, whole) -%}
    cast(divide(cast({{ total }} as hugeint) * cast({{ part }} as hugeint), cast({{ whole }} as hugeint)) as bigint)
{%- endmacro %}

{% macro spark__whole_share(total, part, whole) -%}
    cast(cast({{ total }} as numeric(38, 0)) * {{ part }} div {{ whole }} as bigint)
{%- endmacro %}
