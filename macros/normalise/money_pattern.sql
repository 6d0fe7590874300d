{#- Each way of writing an amount that has one meaning only; 12,34,56 and 0,123 have none and stay out. -#}
{% macro money_pattern() %}
    {%- set blanks = "[" ~ blank_characters() ~ "]*" -%}
    {%- set space = "[ \u00a0\u202f]" -%}
    {%- set head = "[1-9][0-9]{0,2}" -%}
    {%- set numbers = [
        "[0-9]+[.]?[0-9]*([eE][-+]?[0-9]{1,2})?",
        "[.][0-9]+",
        "[0-9]+,[0-9]{1,2}",
        head ~ "(,[0-9]{3})+([.][0-9]+)?",
        head ~ "(" ~ space ~ "[0-9]{3})+([.][0-9]+|,[0-9]{1,2})?",
        head ~ "([.][0-9]{3})+,[0-9]{1,2}",
    ] -%}
    {%- set symbol = "[$€£¥]?" -%}
    {%- set amount = "(" ~ numbers | join("|") ~ ")" ~ space ~ "?[kKmMbB]?" ~ space ~ "?" ~ symbol -%}
    {%- set sign = "(([-+]" ~ space ~ "?)?" ~ symbol ~ space ~ "?|" ~ symbol ~ space ~ "?[-+])" -%}
    {%- set bracketed = symbol ~ space ~ "?[(]" ~ symbol ~ space ~ "?" ~ amount ~ "[)]" ~ space ~ "?" ~ symbol -%}
    {{- return("^" ~ blanks ~ "(" ~ sign ~ amount ~ "|" ~ bracketed ~ ")" ~ blanks ~ "$") -}}
{% endmacro %}
