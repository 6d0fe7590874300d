{#- The first of the parameters by which an advertising platform marks a click: its name says which one. -#}
{% macro url_click_id(query) -%}
    {%- set names = ['gclid', 'gbraid', 'wbraid', 'msclkid', 'yclid', 'dclid', 'fbclid', 'li_fat_id', 'ttclid', 'twclid'] -%}
    case
        {%- for name in names %}
            when {{ url_parameter(query, name) }} is not null then '{{ name }}'
        {%- endfor %}
    end
{%- endmacro %}
