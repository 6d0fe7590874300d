{# A recount of today's data says nothing of a KPI that stands as it was released last. #}
{% macro is_built_now(column_name) %}
    {{- return(column_name ~ ' not in (' ~ quoted_list(var('held_kpis', [])) ~ ')') -}}
{% endmacro %}
