{% macro table_comments(rows) %}
    {%- set comments = ['select 1'] -%}
    {%- for row in rows if row.model and row.status == 'current' -%}
        {%- set node = graph.nodes[row.model] -%}
        {%- set table = node.config.schema ~ '.' ~ node.alias -%}
        {%- do comments.append('comment on table ' ~ table ~ ' is ' ~ state_text(node.description | trim)) -%}
        {%- for column in node.columns.values() -%}
            {%- do comments.append('comment on column ' ~ table ~ '.' ~ column.name ~ ' is ' ~ state_text(column.description | trim)) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{- return(comments) -}}
{% endmacro %}
