{# Every value lies between two bounds, either of which may be left out; nulls pass. #}
{% test expect_column_values_to_be_between(model, column_name, min_value=none, max_value=none, row_condition=none, strictly=false) %}
    {%- set equal = '' if strictly else '=' -%}
    {%- set bounds = [] -%}
    {%- if min_value is not none -%}
        {%- do bounds.append(column_name ~ ' >' ~ equal ~ ' ' ~ min_value) -%}
    {%- endif -%}
    {%- if max_value is not none -%}
        {%- do bounds.append(column_name ~ ' <' ~ equal ~ ' ' ~ max_value) -%}
    {%- endif -%}
    {%- if not bounds -%}
        {{ exceptions.raise_compiler_error('expect_column_values_to_be_between: give min_value, max_value or both.') }}
    {%- endif -%}
    {{ dbt_expectations.rows_where_false(model, bounds | join(' and '), row_condition) }}
{% endtest %}
