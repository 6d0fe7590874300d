{% macro released_rows(release_id) %}
    {{- return(run_query('select relation, release_id from ' ~ release_copy('governance.kpi_release', release_id)
        ~ " where status <> 'never' order by relation")) -}}
{% endmacro %}
