{#- One look tells that a value is neither blank nor in need of a trim: it is true of most, and no other is taken. -#}
{% macro as_text(column) %}
    case
        when not {{ regex_matches(column, untidy_pattern()) }} then {{ column }}
        when not {{ regex_matches(column, blank_pattern()) }} then {{ trim_characters(column, blank_characters()) }}
    end
{%- endmacro %}
