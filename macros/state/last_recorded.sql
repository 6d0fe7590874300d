{# A run of an earlier day looks at the past: it must find out, and record nothing. Plain Parquet keeps no past. #}
{% macro last_recorded(relation) %}
    {%- if execute and config.get('file_format') != 'parquet' and load_relation(relation) is not none -%}
        select max(recorded_as_of) as last_as_of
        from {{ relation }}
        where data_key = '{{ data_key() }}'
    {%- else -%}
        select cast(null as date) as last_as_of
    {%- endif -%}
{% endmacro %}
