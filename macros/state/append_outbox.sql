{% macro append_outbox(rows) %}
    {%- set outbox = state_table('kpi_outbox') -%}
    {%- do adapter.create_schema(outbox) -%}
    {%- call statement('create_outbox', auto_begin=true) -%}
        create table if not exists {{ outbox }} (
            {% for column in outbox_columns() -%}
                {{ column }} {{ dbt.type_string() }}{{ ', ' if not loop.last }}
            {%- endfor %}
        )
    {%- endcall -%}
    {%- call statement('append_rows', auto_begin=true) -%}
        insert into {{ outbox }} ({{ outbox_columns() | join(', ') }}) values
        {% for row in rows %}
            (
            {%- for column in outbox_columns() -%}
                {{ state_text(data_key() if column == 'data_key' else row[column]) }}{{ ', ' if not loop.last }}
            {%- endfor -%}
            ){{ ',' if not loop.last }}
        {% endfor %}
    {%- endcall -%}
    {%- do adapter.commit() -%}
{% endmacro %}
