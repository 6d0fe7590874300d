{% macro as_integer(column) %}
    {%- set blanks = "[" ~ blank_characters() ~ "]*" -%}
    {%- set grouped = "[1-9][0-9]{0,2}((,[0-9]{3})+|([ \u00a0\u202f][0-9]{3})+)" -%}
    {%- set whole = "^" ~ blanks ~ "[-+]?([0-9]+|" ~ grouped ~ ")([.]0*)?" ~ blanks ~ "$" -%}
    {%- set digits = regex_strip(column, "[.]0*" ~ blanks ~ "$|[^0-9+-]") -%}
    case
        when {{ regex_matches(column, "^[0-9]+$") }}
            then {{ safe_cast_to(column, "bigint") }}
        when {{ regex_matches(column, whole) }}
            then {{ safe_cast_to(digits, "bigint") }}
    end
{%- endmacro %}
