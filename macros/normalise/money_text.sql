{#- K, M and B become exponents, so the cast multiplies and no decimal grows too wide. -#}
{% macro money_text(column) %}
    {%- set digits = regex_strip(column, "^[^0-9]*[-+]|[^0-9.,eE+-]") -%}
    case when {{ regex_matches(column, "^[^0-9]*[-(]") }} then '-' else '' end
    || case
        when {{ regex_matches(column, ",[0-9]{1,2}[^0-9]*$") }}
            then replace(replace({{ digits }}, '.', ''), ',', '.')
        else replace({{ digits }}, ',', '')
    end
    || case
        when {{ regex_matches(column, "[kK]") }} then 'e3'
        when {{ regex_matches(column, "[mM]") }} then 'e6'
        when {{ regex_matches(column, "[bB]") }} then 'e9'
        else ''
    end
{%- endmacro %}
