{# A text as a SQL literal, for paths and names that come from the file system. #}
{% macro sql_text(text) %}
    {{- return("'" ~ (text | replace("'", "''")) ~ "'") -}}
{% endmacro %}
