{% macro release_schema(release_id) %}
    {{- return('release_' ~ release_id) -}}
{% endmacro %}
