{% macro duckdb__land_sources() %}
    {%- set problems = [] -%}
    {%- set files = find_files(problems) -%}
    {%- for file in files.values() if file.format == 'parquet' -%}
        {%- do check_parquet(file, problems) -%}
    {%- endfor -%}
    {%- for file in files.values() if file.format != 'parquet' -%}
        {%- do check_lines(file, problems) -%}
    {%- endfor -%}
    {%- do stop_on_problems(problems) -%}
    {%- for file in files.values() -%}
        {%- do read_header(file) -%}
    {%- endfor -%}
    {%- do land_tables(files, problems) -%}
{% endmacro %}
