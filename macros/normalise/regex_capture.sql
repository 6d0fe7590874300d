{#- Null where nothing matched: most engines would say ''. -#}
{% macro regex_capture(text, pattern) -%}
    {{- return(adapter.dispatch("regex_capture")(text, pattern)) -}}
{%- endmacro %}

{% macro default__regex_capture(text, pattern) -%}
    nullif(regexp_extract({{ text }}, '{{ pattern }}', 1), '')
{%- endmacro %}

{% macro postgres__regex_capture(text, pattern) -%}
    nullif(substring({{ text }} from '{{ pattern }}'), '')
{%- endmacro %}
