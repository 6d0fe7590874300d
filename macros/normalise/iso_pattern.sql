{#- Strict on purpose: engines read 2017-1-3, 24:00 and five-digit years each in a way of its own. -#}
{% macro iso_pattern(only_plain=false) %}
    {%- set fraction = "[.][0-9]{1,6}" if only_plain else "[.][0-9]+" -%}
    {%- set offset_part = "" if only_plain else "|( ?[-+]([01][0-9])(:?[0-5][0-9])?)" -%}
    {%- set date_part = "[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}" -%}
    {%- set time_part = "[T ]([01]?[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](" ~ fraction ~ ")?)?" -%}
    {{- return("^" ~ date_part ~ "(" ~ time_part ~ "(Z" ~ offset_part ~ ")?)?$") -}}
{% endmacro %}
