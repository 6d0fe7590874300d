{#- A pattern instead of lower() and a list: it gives up at the first letter, so most values cost almost nothing. -#}
{% macro word_pattern(words) %}
    {%- set patterns = [] -%}
    {%- for word in words -%}
        {%- set letters = [] -%}
        {%- for letter in word -%}
            {%- set other_case = letter | upper if letter | upper != letter | lower else "" -%}
            {%- do letters.append("[" ~ letter | lower ~ other_case ~ "]") -%}
        {%- endfor -%}
        {%- do patterns.append(letters | join) -%}
    {%- endfor -%}
    {%- set blanks = "[" ~ blank_characters() ~ "]*" -%}
    {{- return("^" ~ blanks ~ "(" ~ patterns | join("|") ~ ")" ~ blanks ~ "$") -}}
{% endmacro %}
