{#- A pattern instead of lower() and a list: it gives up at the first letter, so most values cost almost nothing. -#}
{% macro word_pattern(words) %}
    {%- set backslash = "\\\\" if target.type == "spark" else "\\" -%}
    {%- set patterns = [] -%}
    {%- for word in (words if is_list(words) else []) -%}
        {%- set letters = [] -%}
        {%- for letter in word -%}
            {%- set other_case = letter | upper if letter | upper != letter | lower else "" -%}
            {%- set literal = {"'": "''", "\\": backslash ~ backslash}.get(letter, letter | lower ~ other_case) -%}
            {%- do letters.append("[" ~ (backslash if letter in "[]^-" else "") ~ literal ~ "]") -%}
        {%- endfor -%}
        {%- do patterns.append(letters | join) -%}
    {%- endfor -%}
    {%- set blanks = "[" ~ blank_characters() ~ "]*" -%}
    {{- return("^" ~ blanks ~ "(" ~ patterns | join("|") ~ ")" ~ blanks ~ "$") -}}
{% endmacro %}
