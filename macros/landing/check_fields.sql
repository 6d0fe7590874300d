{# A view over a bad line would fail later, in some model, in worse words. #}
{% macro check_fields(file, problems) %}
    {%- set remedies = {
        'MISSING COLUMNS': 'it has fewer fields than the header', 'TOO MANY COLUMNS': 'it has more fields than the header',
        'UNQUOTED VALUE': 'a double quote is not closed or not doubled',
        'LINE SIZE OVER MAXIMUM': 'it is longer than 100 MB'} -%}
    {%- do run_query('drop table if exists reject_errors') -%}
    {%- do run_query('drop table if exists reject_scans') -%}
    {%- set width = file.header | length -%}
    {%- set reader = csv_reader(file.path, width, 'header = true, store_rejects = true, rejects_limit = 100') -%}
    {%- set last_column = 'c' ~ (width - 1) -%}
    {%- do run_query('select count(*), count(' ~ last_column ~ ') from ' ~ reader) -%}
    {%- set bad_lines = run_query('select line, min(error_type), count(*) over () from reject_errors group by line order by line limit 3') -%}
    {%- for row in bad_lines -%}
        {%- do problems.append(file.name ~ ', line ' ~ row[0] ~ ': '
            ~ remedies.get(row[1] | string, row[1] | string | lower) ~ ' (' ~ width ~ ' columns). Correct the line'
            ~ (' and the others like it (' ~ row[2] ~ ' or more bad lines in all).' if row[2] > 3 and loop.last else '.')) -%}
    {%- endfor -%}
{% endmacro %}
