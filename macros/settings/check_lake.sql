{% macro check_lake(problems) %}
    {%- set format = env_var('KPI_SPARK_FORMAT', 'iceberg') -%}
    {%- if target.type == 'spark' and format not in ['iceberg', 'parquet'] -%}
        {%- do problems.append("KPI_SPARK_FORMAT: '" ~ format ~ "' is not one of iceberg, parquet.") -%}
    {%- elif target.type == 'spark' and format == 'parquet' -%}
        {%- do print('Parquet tables: the ledger and the recorded deals know this build alone, and nothing can be published.') -%}
    {%- endif -%}
{% endmacro %}
