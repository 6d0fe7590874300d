{# `_` is a letter of many names, so it is one in the patterns of the seeds too; like alone takes it for any character. #}
{% macro matches_pattern(text, pattern) -%}
    {{ text }} like replace(replace({{ pattern }}, '!', '!!'), '_', '!_') escape '!'
{%- endmacro %}
