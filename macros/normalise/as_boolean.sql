{% macro as_boolean(column) %}
    case
        when {{ regex_matches(column, word_pattern(var("true_words"))) }} then true
        when {{ regex_matches(column, word_pattern(var("false_words"))) }} then false
    end
{%- endmacro %}
