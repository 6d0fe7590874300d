{#- Only what is valid UTF-8 is decoded: a broken escape stays as it was written, and stops no build. -#}
{% macro url_decoded(text) -%}
    {%- set tail = "%[89abAB][0-9a-fA-F]" -%}
    {%- set one = "%(0[1-9a-fA-F]|[1-7][0-9a-fA-F])" -%}
    {%- set two = "%([cC][2-9a-fA-F]|[dD][0-9a-fA-F])" ~ tail -%}
    {%- set three = "(%[eE][1-9a-cA-CeEfF]" ~ tail ~ "|%[eE]0%[abAB][0-9a-fA-F]|%[eE][dD]%[89][0-9a-fA-F])" ~ tail -%}
    {%- set four = "(%[fF][1-3]" ~ tail ~ "|%[fF]0%[9abAB][0-9a-fA-F]|%[fF]4%8[0-9a-fA-F])" ~ tail ~ tail -%}
    {%- set valid = "^([^%]|" ~ [one, two, three, four] | join("|") ~ ")*$" -%}
    case
        when {{ regex_matches(text, valid) }} then {{ adapter.dispatch("url_decoded")("replace(" ~ text ~ ", '+', ' ')") }}
        else {{ text }}
    end
{%- endmacro %}

{% macro default__url_decoded(text) -%}
    url_decode({{ text }})
{%- endmacro %}
