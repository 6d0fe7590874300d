{#- A var holds one name or a list of names. -#}
{% macro chosen_systems(system) %}
    {%- set chosen = var(system_vars()[system].name) -%}
    {{- return([chosen] if chosen is string else chosen) -}}
{% endmacro %}
