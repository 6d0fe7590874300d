{#- An id is text: 007 and 7 are two ids, and a number would make them one. -#}
{% macro as_id(column) %}
    {{- as_text(column) -}}
{% endmacro %}
