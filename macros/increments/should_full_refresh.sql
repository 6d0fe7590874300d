{#- dbt asks this of every model: one that was built by other code or under other rules is built anew by itself. -#}
{% macro should_full_refresh() %}
    {%- set asked = config.get('full_refresh') if config.get('full_refresh') is not none else flags.FULL_REFRESH -%}
    {%- if asked or not execute or model.config.materialized != 'incremental' -%}
        {{ return(asked) }}
    {%- endif -%}
    {%- set relation = adapter.get_relation(this.database, this.schema, this.table) -%}
    {%- if relation is none or 'recipe' not in adapter.get_columns_in_relation(relation) | map(attribute='name') -%}
        {{ return(true) }}
    {%- endif -%}
    {%- set kept = run_query('select recipe from ' ~ relation ~ ' limit 1').rows -%}
    {{ return(not kept or kept[0][0] | int != recipe()) }}
{% endmacro %}
