{% macro state_table(name) %}
    {{- return(adapter.dispatch('state_table')(name)) -}}
{% endmacro %}

{% macro default__state_table(name) %}
    {{- return(api.Relation.create(database=target.get('database'), schema='kpi_state', identifier=name)) -}}
{% endmacro %}

{# profiles.yml attaches the file of the state: the warehouse may be built anew, what was said may not be unsaid. #}
{% macro duckdb__state_table(name) %}
    {{- return(api.Relation.create(database='state', schema='main', identifier=name)) -}}
{% endmacro %}
