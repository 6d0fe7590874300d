{# What did not come out clean is taken from the last release as it stands there, its release_id included. #}
{% macro release_table(row, schema) %}
    {%- set node = graph.nodes[row.model] -%}
    {%- set copy = 'create table ' ~ schema ~ '.' ~ node.alias ~ ' as select *' -%}
    {%- if row.status == 'current' -%}
        {%- set mark = ', cast(' ~ state_text(row.release_id) ~ ' as ' ~ dbt.type_string() ~ ') as release_id' -%}
        {{- return(copy ~ mark ~ ' from ' ~ working_relation(node)) -}}
    {%- endif -%}
    {{- return(copy ~ ' from ' ~ node.config.schema ~ '.' ~ node.alias) -}}
{% endmacro %}
