{# A run of an earlier day looks at the past: it must find out, and record nothing. #}
{% macro last_recorded(relation) %}
    {%- if execute and load_relation(relation) is not none -%}
        select max(recorded_as_of) as last_as_of
        from {{ relation }}
        where data_key = '{{ data_key() }}'
    {%- else -%}
        select cast(null as date) as last_as_of
    {%- endif -%}
{% endmacro %}
