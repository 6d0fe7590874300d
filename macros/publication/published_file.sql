{% macro published_file() %}
    {{- return(env_var('KPI_PUBLISHED', '') or 'published/b2b_kpis.duckdb') -}}
{% endmacro %}
