{#- Only the days that there are: every fourth February has a 29th, but for three in four centuries. -#}
{% macro day_pattern(with_time) %}
    {%- set fourth = "([02468][048]|[13579][26])" -%}
    {%- set leap_year = "([0-9]{2}(0[48]|[2468][048]|[13579][26])|" ~ fourth ~ "00)" -%}
    {%- set long_month = "(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])" -%}
    {%- set short_month = "(0[469]|11)-(0[1-9]|[12][0-9]|30)" -%}
    {%- set february = "02-(0[1-9]|1[0-9]|2[0-8])" -%}
    {%- set day = "([0-9]{4}-(" ~ [long_month, short_month, february] | join("|") ~ ")|" ~ leap_year ~ "-02-29)" -%}
    {%- set time = "([T ]([01]?[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]+)?)?Z?)?" if with_time else "" -%}
    {{- return("^(?=[1-9])" ~ day ~ time ~ "$") -}}
{% endmacro %}
