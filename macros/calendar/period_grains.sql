{# The grains decide which tests there are, so they are looked at while the project is read. #}
{% macro period_grains() %}
    {%- set known, grains = ['week', 'month', 'quarter', 'year'], var('period_grains') -%}
    {%- if not is_list(grains) or grains | reject('in', known) | list or grains | unique | list != grains -%}
        {{ exceptions.raise_compiler_error("var period_grains: '" ~ grains ~ "' is not a list of week, month, quarter, year, each once.") }}
    {%- endif -%}
    {{ return(grains) }}
{% endmacro %}
