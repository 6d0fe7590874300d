{# Only the first line is read, so a bad row further down does not hide the header. Parquet names are taken as they stand. #}
{% macro read_header(path) %}
    {%- set header = [] -%}
    {%- if path.endswith('.parquet') -%}
        {%- for row in run_query('describe select * from read_parquet(' ~ sql_text(path) ~ ')') -%}
            {%- do header.append(row[0] | lower) -%}
        {%- endfor -%}
    {%- else -%}
        {%- set options = 'header = false, null_padding = true, strict_mode = false, ignore_errors = true, parallel = false' -%}
        {%- for row in run_query('select * from ' ~ csv_reader(path, 1000, options) ~ ' limit 1') -%}
            {%- for cell in row -%}
                {%- do header.append((cell or '') | trim | lower) -%}
            {%- endfor -%}
        {%- endfor -%}
        {%- for _ in range(header | length) if header and header[-1] == '' -%}
            {%- do header.pop() -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(header) }}
{% endmacro %}
