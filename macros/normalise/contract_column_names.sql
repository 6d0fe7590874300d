{% macro contract_column_names(table) %}
    {{- return(contract_columns(table) | map(attribute="name") | list) -}}
{% endmacro %}
