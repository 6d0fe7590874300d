{% macro read_outbox() %}
    {%- set outbox = state_table('kpi_outbox') -%}
    {%- set is_there = load_relation(outbox) is not none -%}
    select
        {% for column in outbox_columns() -%}
            {{ column if is_there else 'cast(null as ' ~ dbt.type_string() ~ ')' }} as {{ column }}{{ ',' if not loop.last }}
        {% endfor -%}
    {{- 'from ' ~ outbox ~ ' where data_key = ' ~ state_text(data_key()) if is_there else 'where 1 = 0' }}
{% endmacro %}
