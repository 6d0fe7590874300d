{# The table has as many rows as another, times a factor. #}
{% test expect_table_row_count_to_equal_other_table(model, compare_model, factor=1, row_condition=none, compare_row_condition=none) %}
    {%- set compared_rows = compare_row_condition or row_condition -%}
    with counted as (
        select count(*) as row_count
        from {{ model }}
        {% if row_condition %}where {{ row_condition }}{% endif %}
    ),

    compared as (
        select count(*) * {{ factor }} as row_count
        from {{ compare_model }}
        {% if compared_rows %}where {{ compared_rows }}{% endif %}
    )

    select counted.row_count, compared.row_count as compared_row_count
    from counted cross join compared
    where counted.row_count <> compared.row_count
{% endtest %}
