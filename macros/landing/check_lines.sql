{# All bytes of a file are text before any column of it is read: what the reader of columns does not read, it does not check. #}
{% macro check_lines(file, problems) %}
    {%- do run_query('drop table if exists reject_errors') -%}
    {%- do run_query('drop table if exists reject_scans') -%}
    {%- do run_query('select count(line) from ' ~ line_reader(file.path)) -%}
    {%- set bad_lines = run_query("select line, count(*) over () from reject_errors where error_type = 'INVALID ENCODING'"
        ~ ' order by line limit 3') -%}
    {%- for row in bad_lines -%}
        {%- do problems.append(file.name ~ ', line ' ~ row[0] ~ ': it is not UTF-8. Save the file as UTF-8'
            ~ (' (' ~ row[1] ~ ' or more such lines in all).' if row[1] > 3 and loop.last else '.')) -%}
    {%- endfor -%}
    {%- if not bad_lines -%}
        {%- for row in run_query('select line from ' ~ line_reader(file.path) ~ ' limit 1') -%}
            {%- do file.update({'first_line': row[0] or ''}) -%}
            {%- if not (row[0] or '') | trim -%}
                {%- do problems.append(file.name ~ ': the first line is blank. Begin the file with its header line.') -%}
            {%- elif '\0' in row[0] -%}
                {%- do problems.append(file.name ~ ', line 1: it holds zero bytes, as UTF-16 does. Save the file as UTF-8.') -%}
            {%- endif -%}
        {%- endfor -%}
        {%- do check_records(file, problems) if file.format == 'jsonl' else check_line_ends(file, problems) -%}
    {%- endif -%}
{% endmacro %}
