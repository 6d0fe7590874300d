{#- MQLDate__c and mql_date_c are one name: Airbyte keeps what Salesforce writes, Fivetran writes the other. -#}
{% macro snake_case(name) %}
    {%- set broken = modules.re.sub("([A-Z]+)([A-Z][a-z])", "\\1_\\2", name | trim) -%}
    {%- set broken = modules.re.sub("([a-z0-9])([A-Z])", "\\1_\\2", broken) -%}
    {%- set joined = modules.re.sub("[^a-z0-9_]+|_{2,}", "_", broken | lower) -%}
    {{- return(modules.re.sub("^propert(y|ies)_", "", joined)) -}}
{% endmacro %}
