{% macro land_tables(files, problems) %}
    {%- set absent_columns = [] -%}
    {%- for table in contract_tables() if table.identifier in files -%}
        {%- do match_columns(table, files[table.identifier], problems) -%}
        {%- do check_header(table, files[table.identifier], problems, absent_columns) -%}
    {%- endfor -%}
    {%- for connector in chosen_connectors() if not files.keys() | select('in', contract_tables() | selectattr('connector', 'eq', connector) | map(attribute='identifier') | list) | list -%}
        {%- do problems.append(connector ~ ': none of its tables is there. Name the folder or schema that holds them, or do not choose it.') -%}
    {%- endfor -%}
    {%- do stop_on_problems(problems) -%}
    {%- for table in contract_tables() if table.identifier in files -%}
        {%- do check_rows(table, files[table.identifier], problems) -%}
    {%- endfor -%}
    {%- do stop_on_problems(problems) -%}
    {%- for schema in contract_tables() | map(attribute='schema') | unique -%}
        {%- do run_query('create schema if not exists ' ~ schema) -%}
    {%- endfor -%}
    {%- for table in contract_tables() -%}
        {%- do create_raw_view(table, files.get(table.identifier)) -%}
    {%- endfor -%}
    {%- do report_absences(files, absent_columns) -%}
{% endmacro %}
