{% macro stripe_unit(currency) %}
    case
        when {{ currency }} in ({{ quoted_list(var("currencies_without_decimals")) }}) then 1
        when {{ currency }} in ({{ quoted_list(var("currencies_with_three_decimals")) }}) then 0.001
        else 0.01
    end
{%- endmacro %}
