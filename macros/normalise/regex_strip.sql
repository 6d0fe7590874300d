{% macro regex_strip(text, pattern) -%}
    {{- return(adapter.dispatch("regex_strip")(text, pattern)) -}}
{%- endmacro %}

{% macro default__regex_strip(text, pattern) -%}
    regexp_replace({{ text }}, '{{ pattern }}', '')
{%- endmacro %}

{% macro duckdb__regex_strip(text, pattern) -%}
    regexp_replace({{ text }}, '{{ pattern }}', '', 'g')
{%- endmacro %}

{% macro postgres__regex_strip(text, pattern) -%}
    regexp_replace({{ text }}, '{{ pattern }}', '', 'g')
{%- endmacro %}
