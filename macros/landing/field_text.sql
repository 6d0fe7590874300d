{% macro field_text(file, position) %}
    {%- if file.format == 'table' -%}
        {{- return(adapter.quote(file.names[position])) -}}
    {%- elif file.format == 'jsonl' -%}
        {{- return('json_extract_string(line, ' ~ sql_text(file.paths[position]) ~ ')') -}}
    {%- elif file.format == 'parquet' -%}
        {{- return(parquet_text('c' ~ position, file.types[position])) -}}
    {%- endif -%}
    {{- return('c' ~ position) -}}
{% endmacro %}
