{#- One list at the head of a model names its columns once, however often it needs them. -#}
{% macro listed(columns, relation=none) %}
    {%- set prefix = relation ~ "." if relation else "" -%}
    {{- return(prefix ~ columns | join(",\n        " ~ prefix)) -}}
{% endmacro %}
