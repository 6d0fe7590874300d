{# Only the first line is read, so a bad row further down does not hide the header; records have no header but their keys. #}
{% macro read_header(file) %}
    {%- set names, types = [], [] -%}
    {%- if file.format == 'parquet' -%}
        {%- for row in run_query('describe select * from ' ~ parquet_reader(file.path)) -%}
            {%- do names.append(row[0] | trim) -%}
            {%- do types.append(row[1]) -%}
        {%- endfor -%}
    {%- elif file.format == 'jsonl' -%}
        {%- do names.extend(read_keys(file)) -%}
    {%- else -%}
        {%- set width = file.get('first_line', '').count(',') + 1 -%}
        {%- set options = 'header = false, null_padding = true, strict_mode = false, ignore_errors = true, parallel = false' -%}
        {%- for row in run_query('select * from ' ~ csv_reader(file.path, width, options) ~ ' limit 1') -%}
            {%- for cell in row -%}
                {%- do names.append((cell or '') | trim) -%}
            {%- endfor -%}
        {%- endfor -%}
        {%- for _ in range(names | length) if names and names[-1] == '' -%}
            {%- do names.pop() -%}
        {%- endfor -%}
    {%- endif -%}
    {%- do file.update({'names': names, 'header': names | map('lower') | list, 'types': types}) -%}
{% endmacro %}
