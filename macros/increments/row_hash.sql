{% macro row_hash(relation) -%}
    {{ return(adapter.dispatch('row_hash', 'b2b_kpis')(relation)) }}
{%- endmacro %}

{% macro default__row_hash(relation) -%}
    cast(hash({{ relation }}) >> 1 as bigint)
{%- endmacro %}

{% macro postgres__row_hash(relation) -%}
    coalesce(hashtextextended(cast({{ relation }} as {{ dbt.type_string() }}), 0), 0)
{%- endmacro %}

{#- By itself to_json cuts a timestamp to milliseconds. -#}
{% macro spark__row_hash(relation) -%}
    xxhash64(to_json(struct({{ relation }}.*), map('timestampFormat', "yyyy-MM-dd'T'HH:mm:ss.SSSSSS")))
{%- endmacro %}
