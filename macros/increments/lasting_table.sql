{#- What may be deleted from row by row: plain Parquet tables on Spark may not. -#}
{% macro lasting_table() -%}
    {{ return('table' if target.type == 'spark' and env_var('KPI_SPARK_FORMAT', 'iceberg') == 'parquet' else 'incremental') }}
{%- endmacro %}
