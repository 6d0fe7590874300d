{# True where a text holds a match of a regular expression. #}
{% macro matches(expression, regex, flags='') %}
    {{- return(adapter.dispatch('matches', 'dbt_expectations')(expression, regex, flags)) -}}
{% endmacro %}

{% macro default__matches(expression, regex, flags) %}
    {{- return('regexp_like(' ~ expression ~ ", '" ~ regex ~ "')") -}}
{% endmacro %}

{% macro duckdb__matches(expression, regex, flags) %}
    {{- return('regexp_matches(' ~ expression ~ ", '" ~ regex ~ "', '" ~ flags ~ "')") -}}
{% endmacro %}

{% macro postgres__matches(expression, regex, flags) %}
    {{- return('regexp_count(' ~ expression ~ ", '" ~ regex ~ "', 1, '" ~ flags ~ "') > 0") -}}
{% endmacro %}

{% macro spark__matches(expression, regex, flags) %}
    {{- return(expression ~ " rlike '" ~ regex ~ "'") -}}
{% endmacro %}
