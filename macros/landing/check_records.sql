{% macro check_records(file, problems) %}
    {%- set bad_lines = run_query('with numbered as (select line, row_number() over () as position from ' ~ line_reader(file.path, '')
        ~ ") select position, count(*) over () from numbered where line is not null and not "
        ~ "(json_valid(line) and coalesce(try(json_type(line)) = 'OBJECT', false)) order by position limit 3") -%}
    {%- for row in bad_lines -%}
        {%- do problems.append(file.name ~ ', line ' ~ row[0] ~ ': it is not a JSON record. Write one record on each line'
            ~ (' (' ~ row[1] ~ ' such lines in all).' if row[1] > 3 and loop.last else '.')) -%}
    {%- endfor -%}
{% endmacro %}
