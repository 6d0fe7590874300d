{# Columns are named by position here too: the names of a Parquet file may differ in case and blanks. #}
{% macro parquet_reader(path, column_count=none) %}
    {%- set columns = [] -%}
    {%- for position in range(column_count or 0) -%}
        {%- do columns.append('c' ~ position) -%}
    {%- endfor -%}
    {{- return('read_parquet(' ~ sql_path(path) ~ ', hive_partitioning = false)'
        ~ (' as landed (' ~ columns | join(', ') ~ ')' if columns else '')) -}}
{% endmacro %}
