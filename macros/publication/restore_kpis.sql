{# What failed must not reach the marts that are built from it: the last release takes its place, or no row at all. #}
{% macro restore_kpis(models) %}
    {%- for model in models -%}
        {%- set node = graph.nodes[model] -%}
        {%- set released = released_relation(node) -%}
        {%- set known = adapter.get_columns_in_relation(released) | map(attribute='name') | map('lower') | list if released else [] -%}
        {%- set columns = [] -%}
        {%- for column in node.columns.values() -%}
            {%- set origin = column.name if column.name | lower in known else 'null' -%}
            {%- do columns.append('cast(' ~ origin ~ ' as ' ~ api.Column.translate_type(column.data_type) ~ ') as ' ~ column.name) -%}
        {%- endfor -%}
        {%- set query = 'select ' ~ columns | join(', ') ~ (' from ' ~ released if released else ' where 1 = 0') -%}
        {%- do replace_table(working_relation(node), query) -%}
    {%- endfor -%}
{% endmacro %}
