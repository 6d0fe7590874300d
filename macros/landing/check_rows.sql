{% macro check_rows(table, file, problems) %}
    {%- if file.format == 'csv' -%}
        {%- do check_fields(file, problems) -%}
    {%- elif file.format == 'parquet' -%}
        {%- do check_binary_text(table, file, problems) -%}
    {%- endif -%}
{% endmacro %}
