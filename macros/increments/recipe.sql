{% macro recipe() -%}
    {%- set parts = [dbt_version, model.raw_code] -%}
    {%- for name in model.config.meta.get('rules', []) -%}
        {%- do parts.append(var(name)) -%}
    {%- endfor -%}
    {%- for name, macro in context[project_name] | dictsort -%}
        {%- do parts.append(macro.macro.macro_sql) -%}
    {%- endfor -%}
    {{ return(local_md5(tojson(parts))[:7] | int(base=16)) }}
{%- endmacro %}
