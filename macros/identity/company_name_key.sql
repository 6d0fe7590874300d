{# Only the closing word goes: "SAS Institute" is a name. #}
{% macro company_name_key(company_name) %}
    {%- set spaced = "translate(lower(" ~ company_name ~ "), '.,;&()-/\"', '         ')" -%}
    {%- set single = "replace(replace(replace(" ~ spaced ~ ", '  ', ' '), '  ', ' '), '  ', ' ')" -%}
    nullif(regexp_replace(trim({{ single }}), ' ({{ var('company_legal_forms') | join('|') }})$', ''), '')
{%- endmacro %}
