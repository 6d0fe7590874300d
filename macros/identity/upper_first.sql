{# A name with its first letter in upper case and the rest as it came. #}
{% macro upper_first(expression) -%}
    upper(substring({{ expression }}, 1, 1)) || substring({{ expression }}, 2)
{%- endmacro %}
