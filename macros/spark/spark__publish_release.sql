{# One view after the other, once all tables are written: for a moment readers may see two releases, which release_id tells. #}
{% macro spark__publish_release(release_id, rows, scorecard) %}
    {%- set tables = {} -%}
    {%- for row in rows if row.model and row.status == 'current' -%}
        {%- set mark = 'cast(' ~ state_text(row.release_id) ~ ' as ' ~ dbt.type_string() ~ ') as release_id' -%}
        {%- do tables.update({row.relation: 'select *, ' ~ mark ~ ' from ' ~ working_relation(graph.nodes[row.model])}) -%}
    {%- endfor -%}
    {%- do tables.update({'governance.kpi_scorecard': typed_rows(scorecard_columns(), scorecard)}) -%}
    {%- do tables.update({'governance.kpi_release': typed_rows(release_columns(), rows)}) -%}
    {%- do run_query('create schema if not exists releases') -%}
    {%- for name, query in tables.items() -%}
        {%- do run_query('create table ' ~ release_copy(name, release_id) ~ ' using iceberg as ' ~ query) -%}
    {%- endfor -%}
    {%- do show_release(rows | rejectattr('status', 'equalto', 'never') | list) -%}
    {%- do drop_release_copies() -%}
{% endmacro %}
