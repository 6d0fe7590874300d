{% macro replace_table(relation, query) %}
    {{- adapter.dispatch('replace_table')(relation, query) -}}
{% endmacro %}

{% macro default__replace_table(relation, query) %}
    {%- do adapter.create_schema(relation) -%}
    {%- do adapter.drop_relation(relation) -%}
    {%- do run_query('create table ' ~ relation ~ ' as ' ~ query) -%}
{% endmacro %}
