{% macro working_relation(node) %}
    {{- return(api.Relation.create(database=target.get('database'), schema=node.schema, identifier=node.alias, type='table')) -}}
{% endmacro %}
