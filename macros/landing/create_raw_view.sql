{% macro create_raw_view(table, file=none) %}
    {%- set expressions = [] -%}
    {%- for column in table.columns -%}
        {%- set expression = 'null' -%}
        {%- if file and column.name in file.header -%}
            {%- set position = file.header.index(column.name) -%}
            {%- set expression = parquet_text('c' ~ position, file.types[position]) if file.types else 'c' ~ position -%}
        {%- endif -%}
        {%- do expressions.append('cast(' ~ expression ~ ' as ' ~ dbt.type_string() ~ ') as ' ~ column.name) -%}
    {%- endfor -%}
    {%- set from_file = ' where 1 = 0' -%}
    {%- if file and file.format == 'parquet' -%}
        {%- set from_file = ' from ' ~ parquet_reader(file.path, file.header | length) -%}
    {%- elif file -%}
        {%- set from_file = ' from ' ~ csv_reader(file.path, file.header | length) -%}
    {%- endif -%}
    {%- do run_query('create or replace view ' ~ var('raw_schema') ~ '.' ~ table.identifier
        ~ ' as select ' ~ expressions | join(', ') ~ from_file) -%}
{% endmacro %}
