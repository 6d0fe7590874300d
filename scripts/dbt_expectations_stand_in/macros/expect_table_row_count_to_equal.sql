{# The table has this many rows. #}
{% test expect_table_row_count_to_equal(model, value, group_by=none, row_condition=none) %}
    {%- set keys = group_by | join(', ') if group_by else none -%}
    select count(*) as row_count
    from {{ model }}
    {% if row_condition %}where {{ row_condition }}{% endif %}
    {% if keys %}group by {{ keys }}{% endif %}
    having count(*) <> {{ value }}
{% endtest %}
