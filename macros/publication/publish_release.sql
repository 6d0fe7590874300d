{% macro publish_release(release_id, rows, scorecard) %}
    {%- do adapter.dispatch('publish_release')(release_id, rows, scorecard) -%}
{% endmacro %}

{% macro default__publish_release(release_id, rows, scorecard) %}
    {%- do exceptions.raise_compiler_error('a release cannot be published on ' ~ target.type ~ ' yet') -%}
{% endmacro %}

{# A new file beside the published one, which `kpis run` puts in its place once it is whole. Clients of 1.x refuse 2.0's
   own format. #}
{% macro duckdb__publish_release(release_id, rows, scorecard) %}
    {%- do attach_release() -%}
    {%- set file = sql_text(published_file() ~ '.' ~ release_id) -%}
    {%- do run_query('attach ' ~ file ~ " as new_release (storage_version 'v1.0.0')") -%}
    {%- do run_query('create schema new_release.governance') -%}
    {%- for row in rows if row.model and row.status != 'never' -%}
        {%- do copy_into_release(row) -%}
    {%- endfor -%}
    {%- for name, columns, lines in [
        ('kpi_release', release_columns(), rows), ('kpi_scorecard', scorecard_columns(), scorecard)
    ] -%}
        {%- do run_query('create table new_release.governance.' ~ name ~ ' as ' ~ typed_rows(columns, lines)) -%}
    {%- endfor -%}
    {%- do run_query('checkpoint new_release') -%}
    {%- do run_query('detach new_release') -%}
    {%- do run_query('detach released') -%}
{% endmacro %}
