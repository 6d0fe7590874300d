{#- The characters that count as blank at the edges of a value: typed as escapes because they are invisible. -#}
{% macro blank_characters() %}
{{- return(" \u00a0\u202f\t\r\n") -}}
{% endmacro %}
