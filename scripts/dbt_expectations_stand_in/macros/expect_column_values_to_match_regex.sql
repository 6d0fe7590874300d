{# Every value holds a match of the regular expression; nulls pass. #}
{% test expect_column_values_to_match_regex(model, column_name, regex, row_condition=none, is_raw=false, flags='') %}
    {{ dbt_expectations.rows_where_false(model, dbt_expectations.matches(column_name, regex, flags), row_condition) }}
{% endtest %}
