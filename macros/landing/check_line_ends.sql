{# DuckDB stops at lines that end in two ways with a page about its parser. Above 1 GB, where a file may not fit into memory, it may. #}
{% macro check_line_ends(file, problems) %}
    {%- set lines_end_in = ["contains(outside_quotes, '\r\n')", "contains(replace(outside_quotes, '\r\n', ''), '\r')",
        "contains(replace(outside_quotes, '\r\n', ''), '\n')"] -%}
    {%- set path = sql_path(file.path) -%}
    {%- if run_query('select size < 1000000000 from read_blob(' ~ path ~ ')').columns[0][0] -%}
        {%- set kinds = run_query(
            "with files as (select content, replace(content, '\r\n', '') as without_pairs from read_text(" ~ path ~ ')), '
            ~ "reduced as (select case when not contains(content, '\r') or not regexp_matches(without_pairs, '[\r\n]') then '' "
            ~ "else regexp_replace(content, '(^|[,\r\n]) *\"([^\"]|\"\")*\"', '\\1', 'g') end as outside_quotes from files) "
            ~ 'select cast(' ~ lines_end_in | join(' as integer) + cast(') ~ ' as integer) from reduced').columns[0][0] -%}
        {%- if kinds > 1 -%}
            {%- do problems.append(file.name ~ ': its lines end in more than one way (LF, CRLF or a lone CR), or a line break'
                ~ ' stands outside double quotes. Save it with one kind of line end.') -%}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}
