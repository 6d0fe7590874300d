{# The list of the release moves last: until then the one before is the published one. #}
{% macro show_release(rows) %}
    {%- set release = 'governance.kpi_release' -%}
    {%- for row in (rows | rejectattr('relation', 'equalto', release) | list) + (rows | selectattr('relation', 'equalto', release) | list) -%}
        {%- do run_query('create schema if not exists ' ~ row['relation'].split('.')[0]) -%}
        {%- do run_query('create or replace view ' ~ row['relation'] ~ ' as select * from ' ~ release_copy(row['relation'], row['release_id'])) -%}
    {%- endfor -%}
{% endmacro %}
