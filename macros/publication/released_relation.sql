{# None where the mart was never released. #}
{% macro released_relation(node) %}
    {{- return(adapter.dispatch('released_relation')(node)) -}}
{% endmacro %}

{% macro default__released_relation(node) %}
    {%- set relation = api.Relation.create(database=target.get('database'), schema=node.config.schema, identifier=node.alias) -%}
    {{- return(load_relation(relation)) -}}
{% endmacro %}

{% macro duckdb__released_relation(node) %}
    {%- do attach_release() -%}
    {%- set relation = api.Relation.create(database='released', schema=node.config.schema, identifier=node.alias) -%}
    {{- return(load_relation(relation)) -}}
{% endmacro %}
