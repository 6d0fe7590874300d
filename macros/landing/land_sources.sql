{% macro land_sources() %}
    {%- if execute -%}
        {%- do check_settings() -%}
        {%- do adapter.dispatch('land_sources', 'b2b_kpis')() -%}
    {%- endif -%}
{% endmacro %}

{# A warehouse holds the tables already: only the absent ones are made, empty. #}
{% macro default__land_sources() %}
    {%- for table in contract_tables() -%}
        {%- if adapter.get_relation(target.database, var('raw_schema'), table.identifier) is none -%}
            {%- do create_raw_view(table) -%}
            {%- do print('Absent from schema ' ~ var('raw_schema') ~ ', read as empty: ' ~ table.identifier) -%}
        {%- endif -%}
    {%- endfor -%}
{% endmacro %}

{% macro duckdb__land_sources() %}
    {%- set problems, absent_columns = [], [] -%}
    {%- set files = find_files(problems) -%}
    {%- for file in files.values() if file.format == 'parquet' -%}
        {%- do check_parquet(file, problems) -%}
    {%- endfor -%}
    {%- for file in files.values() if file.format == 'csv' -%}
        {%- do check_lines(file, problems) -%}
    {%- endfor -%}
    {%- do stop_on_problems(problems) -%}
    {%- for table in contract_tables() if table.identifier in files -%}
        {%- do read_header(files[table.identifier]) -%}
        {%- do check_header(table, files[table.identifier], problems, absent_columns) -%}
    {%- endfor -%}
    {%- do stop_on_problems(problems) -%}
    {%- for table in contract_tables() if table.identifier in files -%}
        {%- do check_rows(table, files[table.identifier], problems) -%}
    {%- endfor -%}
    {%- do stop_on_problems(problems) -%}
    {%- do run_query('create schema if not exists ' ~ var('raw_schema')) -%}
    {%- for table in contract_tables() -%}
        {%- do create_raw_view(table, files.get(table.identifier)) -%}
    {%- endfor -%}
    {%- do report_absences(files, absent_columns) -%}
{% endmacro %}
