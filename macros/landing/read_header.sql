{# Only the first line is read, so a bad row further down does not hide the header. #}
{% macro read_header(file) %}
    {%- set header, types = [], [] -%}
    {%- if file.format == 'parquet' -%}
        {%- for row in run_query('describe select * from ' ~ parquet_reader(file.path)) -%}
            {%- do header.append(row[0] | trim | lower) -%}
            {%- do types.append(row[1]) -%}
        {%- endfor -%}
    {%- else -%}
        {%- set options = 'header = false, null_padding = true, strict_mode = false, ignore_errors = true, parallel = false' -%}
        {%- for row in run_query('select * from ' ~ csv_reader(file.path, 1000, options) ~ ' limit 1') -%}
            {%- for cell in row -%}
                {%- do header.append((cell or '') | trim | lower) -%}
            {%- endfor -%}
        {%- endfor -%}
        {%- for _ in range(header | length) if header and header[-1] == '' -%}
            {%- do header.pop() -%}
        {%- endfor -%}
    {%- endif -%}
    {%- do file.update({'header': header, 'types': types}) -%}
{% endmacro %}
