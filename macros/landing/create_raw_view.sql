{% macro create_raw_view(table, file=none) %}
    {%- set is_parquet = file and file.path.endswith('.parquet') -%}
    {%- set expressions = [] -%}
    {%- for column in table.columns -%}
        {%- if not file or column.name not in file.header -%}
            {%- set expression = 'null' -%}
        {%- elif is_parquet -%}
            {%- set expression = '"' ~ column.name ~ '"' -%}
        {%- else -%}
            {%- set expression = 'c' ~ file.header.index(column.name) -%}
        {%- endif -%}
        {%- do expressions.append('cast(' ~ expression ~ ' as ' ~ dbt.type_string() ~ ') as ' ~ column.name) -%}
    {%- endfor -%}
    {%- set from_file = ' where 1 = 0' -%}
    {%- if is_parquet -%}
        {%- set from_file = ' from read_parquet(' ~ sql_text(file.path) ~ ')' -%}
    {%- elif file -%}
        {%- set from_file = ' from ' ~ csv_reader(file.path, file.header | length) -%}
    {%- endif -%}
    {%- do run_query('create or replace view ' ~ var('raw_schema') ~ '.' ~ table.identifier
        ~ ' as select ' ~ expressions | join(', ') ~ from_file) -%}
{% endmacro %}
