{# Three are kept, and of each relation the one that is published, however old. #}
{% macro drop_release_copies(rows) %}
    {%- set published, names, releases = [], [], [] -%}
    {%- for row in rows -%}
        {%- do published.append(release_copy(row.relation, row.release_id)) -%}
    {%- endfor -%}
    {%- for table in run_query('show tables in releases') -%}
        {%- do names.append(table['tableName']) -%}
        {%- do releases.append(table['tableName'].split('__')[-1]) -%}
    {%- endfor -%}
    {%- set kept = (releases | unique | sort)[-3:] -%}
    {%- for name in names if name.split('__')[-1] not in kept and 'releases.' ~ name not in published -%}
        {%- do run_query('drop table releases.' ~ name) -%}
    {%- endfor -%}
{% endmacro %}
