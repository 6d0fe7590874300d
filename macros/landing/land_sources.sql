{% macro land_sources() %}
    {%- if execute -%}
        {%- do check_settings() -%}
        {%- do adapter.dispatch('land_sources', 'b2b_kpis')() -%}
    {%- endif -%}
{% endmacro %}

{# A warehouse holds the tables already: they are read through views that have every column. #}
{% macro default__land_sources() %}
    {%- set problems, files = [], {} -%}
    {%- for table in contract_tables() -%}
        {%- do find_table(table, files) -%}
    {%- endfor -%}
    {%- do land_tables(files, problems) -%}
{% endmacro %}
