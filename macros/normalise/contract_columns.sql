{#- The contract is written once, as the meta of the source columns; what needs it reads it there. -#}
{% macro contract_columns(table) %}
    {%- set columns = [] -%}
    {%- if not execute %}{{ return(columns) }}{% endif -%}
    {%- for source in graph.sources.values() if source.identifier == table -%}
        {%- for column in source.columns.values() -%}
            {%- do columns.append({
                "name": column.name,
                "type": column.config.meta.contract_type,
                "is_required": column.config.meta.get("required", false),
                "is_personal": column.config.meta.get("personal", false),
            }) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- if not columns -%}
        {{- exceptions.raise_compiler_error("No source of the contract is called " ~ table ~ ".") -}}
    {%- endif -%}
    {{- return(columns) -}}
{% endmacro %}
