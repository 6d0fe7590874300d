{# Every value is one of a set; a null is none of them, and fails. #}
{% test expect_column_values_to_be_in_set(model, column_name, value_set, quote_values=true, row_condition=none) %}
    {%- set members = [] -%}
    {%- for member in value_set -%}
        {%- do members.append("cast('" ~ member ~ "' as " ~ dbt.type_string() ~ ')' if quote_values else member) -%}
    {%- endfor -%}
    select {{ column_name }} as value_field
    from {{ model }}
    where ({{ column_name }} is null or {{ column_name }} not in ({{ members | join(', ') }}))
        {%- if row_condition %} and {{ row_condition }}{% endif %}
{% endtest %}
