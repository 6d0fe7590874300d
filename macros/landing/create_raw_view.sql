{% macro create_raw_view(table, file=none) %}
    {%- set expressions = [] -%}
    {%- for column in table.columns -%}
        {%- set is_there = file and column.name in file.positions -%}
        {%- set expression = field_text(file, file.positions[column.name]) if is_there else 'null' -%}
        {%- do expressions.append('cast(' ~ expression ~ ' as ' ~ dbt.type_string() ~ ') as ' ~ column.name) -%}
    {%- endfor -%}
    {%- do run_query('create or replace view ' ~ table.schema ~ '.' ~ table.identifier ~ ' as select ' ~ expressions | join(', ')
        ~ (' from ' ~ rows_reader(file) if file else ' where 1 = 0')) -%}
{% endmacro %}
