{# The members of a list as literals of SQL, for `in (...)`. #}
{% macro quoted_list(members) %}
    {{- return("'" ~ ((members or []) | join("', '")) ~ "'") -}}
{% endmacro %}
