{% macro mask_email(text) -%}
    case when {{ text }} like '%@%' then '(hidden: holds an e-mail address)' else {{ text }} end
{%- endmacro %}
