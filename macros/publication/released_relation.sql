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

{# No list of tables names a view there: what readers are led to is a table. #}
{% macro spark__released_relation(node) %}
    {%- for row in published_rows() if row['relation'] == node.config.schema ~ '.' ~ node.alias -%}
        {%- set place = release_copy(row['relation'], row['release_id']).split('.') -%}
        {{- return(api.Relation.create(schema=place[0], identifier=place[1], type='table')) -}}
    {%- endfor -%}
    {{- return(none) -}}
{% endmacro %}
