{# No text has this delimiter (unit separator), so that a field is a line. #}
{% macro line_reader(path, options='store_rejects = true, rejects_limit = 100, ') %}
    {{- return('read_csv(' ~ sql_path(path) ~ ", auto_detect = false, delim = '\x1f', quote = '', escape = '', strict_mode = false, "
        ~ "encoding = 'utf-8', hive_partitioning = false, max_line_size = 100000000, header = false, "
        ~ options ~ "columns = {'line': 'varchar'})") -}}
{% endmacro %}
