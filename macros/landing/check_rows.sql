{% macro check_rows(table, file, problems) %}
    {%- if file.format == 'csv' -%}
        {%- do check_fields(file, problems) -%}
    {%- else -%}
        {%- do check_binary_text(table, file, problems) -%}
    {%- endif -%}
{% endmacro %}
