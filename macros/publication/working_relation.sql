{% macro working_relation(node) %}
    {{- return(api.Relation.create(database=target.database, schema=node.schema, identifier=node.alias, type='table')) -}}
{% endmacro %}
