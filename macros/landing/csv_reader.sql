{% macro csv_reader(path, column_count, options='header = true') %}
    {%- set columns = [] -%}
    {%- for position in range(column_count) -%}
        {%- do columns.append("'c" ~ position ~ "': 'varchar'") -%}
    {%- endfor -%}
    {{- return('read_csv(' ~ sql_path(path) ~ ", auto_detect = false, delim = ',', quote = '\"', escape = '\"', "
        ~ "encoding = 'utf-8', hive_partitioning = false, max_line_size = 100000000, " ~ options
        ~ ', columns = {' ~ columns | join(', ') ~ '})') -}}
{% endmacro %}
