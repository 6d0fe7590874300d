{# A snapshot is merged, which plain Parquet cannot: there it is a table of what this build found. #}
{% materialization snapshot, adapter='spark' %}
    {%- if config.get('file_format') != 'parquet' -%}
        {{ return(dbt.materialization_snapshot_spark()) }}
    {%- endif -%}
    {%- set relation = this.incorporate(type='table') -%}
    {%- set strategy = strategy_dispatch(config.get('strategy'))(model, 'snapshotted_data', 'source_data', model.config, false) -%}
    {%- do adapter.create_schema(relation) -%}
    {%- do adapter.drop_relation(relation) -%}
    {%- call statement('main') -%}
        {{ create_table_as(False, relation, build_snapshot_table(strategy, model.compiled_code)) }}
    {%- endcall -%}
    {{ return({'relations': [relation]}) }}
{% endmaterialization %}
