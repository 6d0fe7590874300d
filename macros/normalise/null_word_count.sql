{#- An empty field is no null word: only what had to be read as nothing is counted, and only that is looked at. -#}
{% macro null_word_count(columns) %}
    {%- for column in columns %}
    case
        when {{ column }} is null and raw_{{ column }} is not null
            and {{ regex_matches("raw_" ~ column, word_pattern(var("null_words"))) }} then 1
        else 0
    end{{ " +" if not loop.last }}
    {%- endfor %}
{%- endmacro %}
