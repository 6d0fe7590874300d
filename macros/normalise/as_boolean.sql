{% macro as_boolean(column) %}
    {%- set word = "lower(" ~ trimmed(column) ~ ")" -%}
    case
        when {{ word }} in ('{{ var("true_words") | join("', '") }}') then true
        when {{ word }} in ('{{ var("false_words") | join("', '") }}') then false
    end
{%- endmacro %}
