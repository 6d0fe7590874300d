{#- Only what is valid UTF-8 is decoded: a broken escape stays as it was written, and stops no build. -#}
{% macro url_decoded(text) -%}
    {%- set one, tail = "%[0-7][0-9a-fA-F]", "(%[89abAB][0-9a-fA-F])" -%}
    {%- set two = "%[c-dC-D][0-9a-fA-F]" ~ tail -%}
    {%- set three = "%[eE][0-9a-fA-F]" ~ tail ~ tail -%}
    {%- set four = "%[fF][0-4]" ~ tail ~ tail ~ tail -%}
    {%- set valid = "^([^%]|" ~ [one, two, three, four] | join("|") ~ ")*$" -%}
    case
        when {{ regex_matches(text, valid) }} then {{ adapter.dispatch("url_decoded")("replace(" ~ text ~ ", '+', ' ')") }}
        else {{ text }}
    end
{%- endmacro %}

{% macro default__url_decoded(text) -%}
    url_decode({{ text }})
{%- endmacro %}

{% macro duckdb__url_decoded(text) -%}
    coalesce(try(url_decode({{ text }})), {{ text }})
{%- endmacro %}
