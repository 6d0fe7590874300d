{#- What stands behind the fragment belongs to the page's own script and never reaches a server. -#}
{% macro url_query(url) -%}
    {{- regex_capture("lower(" ~ url ~ ")", "^[^?#]*[?]([^#]*)") -}}
{%- endmacro %}
