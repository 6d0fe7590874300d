{% macro email_domain(email) -%}
    case when {{ email }} like '%@%' then substring({{ email }}, position('@' in {{ email }}) + 1) end
{%- endmacro %}
