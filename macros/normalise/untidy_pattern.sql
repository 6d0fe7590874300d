{% macro untidy_pattern() %}
    {%- set blanks = blank_characters() -%}
    {{- return("^[" ~ blanks ~ "]|[" ~ blanks ~ "]$|" ~ blank_pattern()) -}}
{% endmacro %}
