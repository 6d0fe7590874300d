{% macro report_absences(files, absent_columns) %}
    {%- set absent_tables = contract_tables() | map(attribute='identifier') | reject('in', files) | list -%}
    {%- if absent_tables -%}
        {%- do print('Absent tables, read as empty: ' ~ absent_tables | join(', ')) -%}
    {%- endif -%}
    {%- if absent_columns -%}
        {%- do print('Absent columns, read as empty: ' ~ absent_columns | join(', ')) -%}
    {%- endif -%}
{% endmacro %}
