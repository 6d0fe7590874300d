{# A release is whole and committed in a schema of its own before the published tables take its rows. #}
{% macro postgres__publish_release(release_id, rows, scorecard) %}
    {%- set schema = release_schema(release_id) -%}
    {%- set tables = ['create schema ' ~ schema] -%}
    {%- for row in rows if row.model and row.status != 'never' -%}
        {%- do tables.append(release_table(row, schema)) -%}
    {%- endfor -%}
    {%- for name, columns, lines in [
        ('kpi_release', release_columns(), rows), ('kpi_scorecard', scorecard_columns(), scorecard)
    ] -%}
        {%- do tables.append('create table ' ~ schema ~ '.' ~ name ~ ' as ' ~ typed_rows(columns, lines)) -%}
    {%- endfor -%}
    {%- do commit_statements(tables) -%}
    {%- do commit_statements([exchange_tables(release_id)]) -%}
    {%- do commit_statements(table_comments(rows)) -%}
    {%- do commit_statements([drop_old_releases()]) -%}
{% endmacro %}
