{# The release before the published one, as it was; the next publication moves on from there. #}
{% macro kpi_rollback() %}
    {%- do adapter.dispatch('kpi_rollback')() -%}
{% endmacro %}

{% macro default__kpi_rollback() %}
    {%- do exceptions.raise_compiler_error('on ' ~ target.type ~ ' no earlier release is kept: run kpis run on the data of then') -%}
{% endmacro %}

{% macro postgres__kpi_rollback() %}
    {%- set published = load_relation(api.Relation.create(database=target.database, schema='governance', identifier='kpi_release')) -%}
    {%- set now = run_query('select max(release_id) from ' ~ published).rows[0][0] if published else '' -%}
    {%- set before = run_query("select max(nspname) from pg_namespace where nspname ~ '^release_r[0-9_]+$' and nspname < "
        ~ state_text(release_schema(now))).rows[0][0] -%}
    {%- if not before -%}
        {%- do exceptions.raise_compiler_error('there is no release before the published one') -%}
    {%- endif -%}
    {%- set release_id = before | replace(release_schema(''), '') -%}
    {%- do commit_statements([exchange_tables(release_id)]) -%}
    {%- do print('published again: ' ~ release_id) -%}
{% endmacro %}
