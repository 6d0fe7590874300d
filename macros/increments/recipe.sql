{% macro recipe() -%}
    {%- set parts = [dbt_version] -%}
    {%- for rule in ['touch_scope', 'direct_handling', 'attribution_models', 'time_decay_models'] -%}
        {%- do parts.append(var(rule)) -%}
    {%- endfor -%}
    {%- for node in graph.get('nodes', {}).values() | selectattr('resource_type', 'equalto', 'model') | sort(attribute='unique_id') -%}
        {%- do parts.append(node.raw_code) -%}
    {%- endfor -%}
    {%- for package in [project_name, 'dbt'] -%}
        {%- for name, macro in context[package] | dictsort -%}
            {%- do parts.append(macro.macro.macro_sql) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(local_md5(tojson(parts))[:7] | int(base=16)) }}
{%- endmacro %}
