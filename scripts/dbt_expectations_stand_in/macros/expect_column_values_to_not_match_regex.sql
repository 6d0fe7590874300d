{# No value holds a match of the regular expression; nulls pass. #}
{% test expect_column_values_to_not_match_regex(model, column_name, regex, row_condition=none, is_raw=false, flags='') %}
    {%- set unmatched = 'not ' ~ dbt_expectations.matches(column_name, regex, flags) -%}
    {{ dbt_expectations.rows_where_false(model, unmatched, row_condition) }}
{% endtest %}
