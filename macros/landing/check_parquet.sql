{# What is no Parquet file has no columns to ask for. Above 1 GB, where a file may not fit into memory, DuckDB says so itself. #}
{% macro check_parquet(file, problems) %}
    {%- set path = sql_path(file.path) -%}
    {%- set size = run_query('select size from read_blob(' ~ path ~ ')').columns[0][0] | int -%}
    {%- if size < 1000000000 and not run_query("select count(*) filter (where content[:4] = 'PAR1' and content[-4:] = 'PAR1') "
        ~ 'from read_blob(' ~ path ~ ')').columns[0][0] -%}
        {%- do problems.append(file.name ~ ': it is no Parquet file, or only a part of one (' ~ size ~ ' bytes). Write it again.') -%}
    {%- endif -%}
{% endmacro %}
