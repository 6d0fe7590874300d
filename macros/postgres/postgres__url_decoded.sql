{#- Of the bytes as hexadecimal digits in pairs, 25 34 31 stands for %41: each pair behind 25 becomes the digit that it spells. -#}
{% macro postgres__url_decoded(text) -%}
    {%- set pairs = "regexp_replace(encode(convert_to(" ~ text ~ ", 'UTF8'), 'hex'), '(..)', '\\1 ', 'g')" -%}
    {%- set marked = "regexp_replace(" ~ pairs ~ ", '25 (..) (..) ', '<\\1><\\2>', 'g')" -%}
    {%- set spelt = {"value": "regexp_replace(" ~ marked ~ ", '<3(.)>', '\\1', 'g')"} -%}
    {%- for letter in "abcdef" -%}
        {%- do spelt.update({"value": "regexp_replace(" ~ spelt.value ~ ", '<[46]" ~ loop.index ~ ">', '" ~ letter ~ "', 'g')"}) -%}
    {%- endfor -%}
    case
        when {{ text }} like '%!%%' escape '!' then convert_from(decode(replace({{ spelt.value }}, ' ', ''), 'hex'), 'UTF8')
        else {{ text }}
    end
{%- endmacro %}
