{# Columns are named by position, so that no header text becomes SQL. #}
{% macro csv_reader(path, column_count, options='header = true') %}
    {%- set columns = [] -%}
    {%- for position in range(column_count) -%}
        {%- do columns.append("'c" ~ position ~ "': 'varchar'") -%}
    {%- endfor -%}
    {{- return('read_csv(' ~ sql_text(path) ~ ", auto_detect = false, delim = ',', quote = '\"', escape = '\"', "
        ~ "encoding = 'utf-8', max_line_size = 100000000, " ~ options ~ ', columns = {' ~ columns | join(', ') ~ '})') -}}
{% endmacro %}
