{# dbt-spark knows no key of several columns once the snapshot is there: there they are one text. #}
{% macro snapshot_key(columns) %}
    {{- return(columns if target.type != 'spark' else 'concat_ws(chr(31), ' ~ columns | join(', ') ~ ')') -}}
{% endmacro %}
