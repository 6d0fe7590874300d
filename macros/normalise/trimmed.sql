{#- Trimming a set of characters is dear; looking whether there is anything to trim is not. -#}
{% macro trimmed(column) %}
    {%- set blanks = blank_characters() -%}
    case
        when {{ regex_matches(column, "^[" ~ blanks ~ "]|[" ~ blanks ~ "]$") }}
            then {{ trim_characters(column, blanks) }}
        else {{ column }}
    end
{%- endmacro %}
