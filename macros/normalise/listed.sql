{#- One list at the head of a model names its columns once, however often it needs them. -#}
{% macro listed(columns) %}
    {{- return(columns | join(",\n        ")) -}}
{% endmacro %}
