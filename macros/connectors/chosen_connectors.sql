{% macro chosen_connectors() %}
    {%- set connectors = [] -%}
    {%- for system in system_vars() -%}
        {%- do connectors.extend(chosen_systems(system) | reject("eq", "exports")) -%}
    {%- endfor -%}
    {{- return(connectors) -}}
{% endmacro %}
