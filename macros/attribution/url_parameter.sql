{#- The first value that is not empty; mail programs write & as &amp;. -#}
{% macro url_parameter(query, name) -%}
    {{- regex_capture(query, "(?:^|&)(?:amp;)?" ~ name ~ "=([^&]+)") -}}
{%- endmacro %}
