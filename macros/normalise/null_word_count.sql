{#- An empty field is no null word: only what had to be read as nothing is counted. -#}
{% macro null_word_count(columns) %}
    {%- for column in columns %}
    case
        when {{ regex_matches("raw_" ~ column, blank_pattern(null_words_only=true)) }} then 1
        else 0
    end{{ " +" if not loop.last }}
    {%- endfor %}
{%- endmacro %}
