{# A release counts once its kpi_release is there, which is written last. #}
{% macro released_ids() %}
    {%- set prefix = 'governance__kpi_release__' -%}
    {%- set found = [] -%}
    {%- for table in run_query('show tables in releases') if table['tableName'].startswith(prefix) -%}
        {%- do found.append(table['tableName'] | replace(prefix, '')) -%}
    {%- endfor -%}
    {{- return(found | sort) -}}
{% endmacro %}
