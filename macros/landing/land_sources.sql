{% macro land_sources() %}
    {%- if execute -%}
        {%- do check_settings() -%}
        {%- do adapter.dispatch('land_sources', 'b2b_kpis')() -%}
    {%- endif -%}
{% endmacro %}

{# A warehouse holds the tables already: they are read through views that have every column. #}
{% macro default__land_sources() %}
    {%- set problems, files = [], {} -%}
    {%- for table in contract_tables() -%}
        {%- do find_table(table, files) -%}
    {%- endfor -%}
    {%- do land_tables(files, problems) -%}
{% endmacro %}

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
