{# In every row column_A is above column_B, or equal to it with or_equal; rows with a null pass. #}
{% test expect_column_pair_values_A_to_be_greater_than_B(model, column_A, column_B, or_equal=false, row_condition=none) %}
    {%- set comparison = column_A ~ (' >= ' if or_equal else ' > ') ~ column_B -%}
    {{ dbt_expectations.rows_where_false(model, comparison, row_condition) }}
{% endtest %}
