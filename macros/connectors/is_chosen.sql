{% macro is_chosen(connector) %}
    {{- return(connector in chosen_connectors()) -}}
{% endmacro %}
