{% macro rows_reader(file) %}
    {%- if file.format == 'table' -%}
        {{- return(file.relation | string) -}}
    {%- elif file.format == 'jsonl' -%}
        {{- return(line_reader(file.path, '') ~ ' where line is not null') -}}
    {%- elif file.format == 'parquet' -%}
        {{- return(parquet_reader(file.path, file.header | length)) -}}
    {%- endif -%}
    {{- return(csv_reader(file.path, file.header | length)) -}}
{% endmacro %}
