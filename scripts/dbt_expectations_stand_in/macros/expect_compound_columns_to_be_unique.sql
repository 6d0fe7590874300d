{# No two rows share the values of the columns, nulls being equal to each other; ignore_row_if (all_values_are_missing or
   any_value_is_missing) says which rows with nulls do not count. #}
{% test expect_compound_columns_to_be_unique(model, column_list, quote_columns=false, ignore_row_if='all_values_are_missing', row_condition=none) %}
    {%- set joins = {'all_values_are_missing': ' or ', 'any_value_is_missing': ' and '} -%}
    {%- if ignore_row_if not in joins -%}
        {{ exceptions.raise_compiler_error('expect_compound_columns_to_be_unique: ignore_row_if is one of ' ~ joins | join(', ')) }}
    {%- endif -%}
    {%- set columns = [] -%}
    {%- for column in column_list -%}
        {%- do columns.append(adapter.quote(column) if quote_columns else column) -%}
    {%- endfor -%}
    select {{ columns | join(', ') }}, count(*) as n_records
    from {{ model }}
    where ({{ columns | join(' is not null' ~ joins[ignore_row_if]) }} is not null)
        {%- if row_condition %} and {{ row_condition }}{% endif %}
    group by {{ columns | join(', ') }}
    having count(*) > 1
{% endtest %}
