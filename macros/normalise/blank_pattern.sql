{#- A pattern instead of lower() and a list: it gives up at the first letter, so most values cost almost nothing. -#}
{% macro blank_pattern(null_words_only=false) %}
    {%- set words = [] -%}
    {%- for null_word in var("null_words") -%}
        {%- set letters = [] -%}
        {%- for letter in null_word -%}
            {%- set other_case = letter | upper if letter | upper != letter | lower else "" -%}
            {%- do letters.append("[" ~ letter | lower ~ other_case ~ "]") -%}
        {%- endfor -%}
        {%- do words.append(letters | join) -%}
    {%- endfor -%}
    {%- set blanks = "[" ~ blank_characters() ~ "]*" -%}
    {%- set word = "(" ~ words | join("|") ~ ")" ~ ("" if null_words_only else "?") -%}
    {{- return("^" ~ blanks ~ word ~ blanks ~ "$") -}}
{% endmacro %}
