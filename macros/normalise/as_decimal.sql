{#- The plain number comes first: only what is not one pays for the reading of money. -#}
{% macro as_decimal(column, scale=6) %}
    {%- set decimal_type = "numeric(28, " ~ scale ~ ")" -%}
    case
        when {{ regex_matches(column, "^-?[0-9]+([.][0-9]+)?$") }}
            then {{ safe_cast_to(column, decimal_type) }}
        when {{ regex_matches(column, money_pattern()) }}
            then {{ safe_cast_to(money_text(column), decimal_type) }}
    end
{%- endmacro %}
