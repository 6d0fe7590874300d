{% macro row_hash(relation) -%}
    {{ return(adapter.dispatch('row_hash', 'b2b_kpis')(relation)) }}
{%- endmacro %}

{% macro default__row_hash(relation) -%}
    cast(hash({{ relation }}) as numeric(38, 0))
{%- endmacro %}

{% macro postgres__row_hash(relation) -%}
    cast(coalesce(hashtextextended(cast({{ relation }} as {{ dbt.type_string() }}), 0), 0) as numeric(38, 0))
{%- endmacro %}

{% macro spark__row_hash(relation) -%}
    cast(xxhash64(to_json(struct({{ relation }}.*))) as numeric(38, 0))
{%- endmacro %}
