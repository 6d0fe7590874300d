{% macro state_text(text) %}
    {{- return(adapter.dispatch('state_text')(text)) -}}
{% endmacro %}

{% macro default__state_text(text) %}
    {{- return("'" ~ (text | string | replace("'", "''")) ~ "'") -}}
{% endmacro %}

{# Spark alone reads a backslash as the beginning of something. #}
{% macro spark__state_text(text) %}
    {{- return("'" ~ (text | string | replace("\\", "\\\\") | replace("'", "\\'")) ~ "'") -}}
{% endmacro %}
