{#- dbt asks this of every model: one that was built by other code or under other rules is built anew by itself. On Spark
    dbt asks again after the hook, which may have emptied the table: the first answer stands. -#}
{% macro should_full_refresh() %}
    {%- set asked = config.get('full_refresh') if config.get('full_refresh') is not none else flags.FULL_REFRESH -%}
    {%- if asked or not execute or model.config.materialized != 'incremental' -%}
        {{ return(asked) }}
    {%- endif -%}
    {%- if 'is_built_anew' not in model -%}
        {%- set relation = adapter.get_relation(this.database, this.schema, this.table) -%}
        {%- set recipes = [] -%}
        {%- if relation is not none and 'recipe' in adapter.get_columns_in_relation(relation) | map(attribute='name') -%}
            {%- do recipes.extend(run_query('select min(recipe), max(recipe) from ' ~ relation).rows[0]) -%}
        {%- endif -%}
        {%- do model.update({'is_built_anew': (recipes | map('int') | unique | list) != [recipe()]}) -%}
        {%- if recipes and model.is_built_anew and model.get('compiled') -%}
            {%- do print(model.name ~ ' is built in full: its rows are of other code or rules, or of a build of a part.') -%}
        {%- endif -%}
    {%- endif -%}
    {{ return(model.is_built_anew) }}
{% endmacro %}
