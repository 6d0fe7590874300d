{% macro published_rows() %}
    {%- do run_query('create schema if not exists releases') -%}
    {%- set rows = "select relation, release_id from governance.kpi_release where status <> 'never'" -%}
    {{- return(run_query(rows) if released_ids() else []) -}}
{% endmacro %}
