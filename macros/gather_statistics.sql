{#- A server plans by what it knows of a table, and of a new one it knows nothing until it gets round to it: what is built
    from that table meanwhile is planned blind, and well or badly by chance. -#}
{% macro gather_statistics() -%}
    {%- if target.type == 'postgres' and model.config.materialized != 'view' -%}
        analyze {{ this }}
    {%- endif -%}
{%- endmacro %}
