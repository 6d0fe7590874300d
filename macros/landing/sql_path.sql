{# DuckDB reads a path as a pattern: unescaped, a folder data[1] would be read from data1 beside it. #}
{% macro sql_path(path) %}
    {{- return(sql_text(path | replace('[', '[[]') | replace('*', '[*]') | replace('?', '[?]'))) -}}
{% endmacro %}
