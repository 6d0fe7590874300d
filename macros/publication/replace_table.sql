{% macro replace_table(relation, query) %}
    {{- adapter.dispatch('replace_table')(relation, query) -}}
{% endmacro %}

{% macro default__replace_table(relation, query) %}
    {%- do adapter.create_schema(relation) -%}
    {%- do adapter.drop_relation(relation) -%}
    {%- do run_query('create table ' ~ relation ~ ' as ' ~ query) -%}
{% endmacro %}

{# A run-operation commits nothing by itself. #}
{% macro postgres__replace_table(relation, query) %}
    {%- do adapter.create_schema(relation) -%}
    {%- do commit_statements(['drop table if exists ' ~ relation ~ ' cascade', 'create table ' ~ relation ~ ' as ' ~ query]) -%}
{% endmacro %}

{% macro spark__replace_table(relation, query) %}
    {%- do adapter.create_schema(relation) -%}
    {%- do run_query('create or replace table ' ~ relation ~ ' using iceberg as ' ~ query) -%}
{% endmacro %}
