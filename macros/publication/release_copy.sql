{% macro release_copy(relation, release_id) %}
    {{- return('releases.' ~ relation | replace('.', '__') ~ '__' ~ release_id) -}}
{% endmacro %}
