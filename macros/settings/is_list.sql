{# A text is a sequence of letters to Jinja, and a mapping one of keys. #}
{% macro is_list(value) %}
    {{ return(value is sequence and value is not string and value is not mapping and value | length > 0) }}
{% endmacro %}
