{# Whose numbers these are: the demo's are never held against a company's. #}
{% macro data_key() %}
    {%- set folder = env_var('KPI_DATA', '') or 'seeds/demo' -%}
    {{ return(local_md5(folder if target.type == 'duckdb' else target.database ~ '.' ~ var('raw_schema'))) }}
{% endmacro %}
