{# The rows for which an expression is false. A null is not false: between and regular expressions let nulls pass. #}
{% macro rows_where_false(model, expression, row_condition=none) %}
    select *
    from {{ model }}
    where not ({{ expression }})
        {%- if row_condition %} and {{ row_condition }}{% endif %}
{% endmacro %}
