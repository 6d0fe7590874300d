{#- Two systems may use the same ids: beside another, each says whose its ids are. -#}
{% macro contract_rows(system, table, columns, keys=none) %}
    {%- set systems = chosen_systems(system) -%}
    {%- for name in systems -%}
        {%- set relation = source(system, table) if name == "exports" else ref(name ~ "__" ~ system ~ "_" ~ table) %}
        select
            {%- for column in columns %}
            {{ column_of_system(column, name, systems, keys) }},
            {%- endfor %}
            {{ "cast(null as boolean)" if name == "exports" else "is_removed" }} as is_removed,
            '{{ name }}' as source_relation
        from {{ relation }}
        {%- if not loop.last %}
        union all
        {%- endif -%}
    {%- endfor -%}
{% endmacro %}
