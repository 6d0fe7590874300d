{# A server keeps what is being built and what is published side by side: only the published one has the bare name. #}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {%- if custom_schema_name is none -%}
        {{ target.schema | trim }}
    {%- elif target.type == 'duckdb' or target.name == 'bi' or custom_schema_name | trim == 'kpi_state' -%}
        {{ custom_schema_name | trim }}
    {%- else -%}
        {{ (target.schema ~ '_' ~ custom_schema_name) | trim }}
    {%- endif -%}
{%- endmacro %}
