{# What did not come out clean is taken from the last release as it stands there, its release_id included. #}
{% macro copy_into_release(row) %}
    {%- set node = graph.nodes[row.model] -%}
    {%- set place = node.config.schema ~ '.' ~ node.alias -%}
    {%- set copy = 'new_release.' ~ place -%}
    {%- do run_query('create schema if not exists new_release.' ~ node.config.schema) -%}
    {%- if row.status == 'current' -%}
        {%- set mark = 'cast(' ~ state_text(row.release_id) ~ ' as ' ~ dbt.type_string() ~ ') as release_id' -%}
        {%- do run_query('create table ' ~ copy ~ ' as select *, ' ~ mark ~ ' from ' ~ working_relation(node)) -%}
    {%- else -%}
        {%- do run_query('create table ' ~ copy ~ ' as select * from released.' ~ place) -%}
    {%- endif -%}
    {%- set comments = ['comment on table ' ~ copy ~ ' is ' ~ state_text(node.description | trim)] -%}
    {%- for column in node.columns.values() if row.status == 'current' -%}
        {%- do comments.append('comment on column ' ~ copy ~ '.' ~ column.name ~ ' is ' ~ state_text(column.description)) -%}
    {%- endfor -%}
    {%- do run_query(comments | join(';\n')) -%}
{% endmacro %}
