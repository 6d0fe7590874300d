{% macro is_iso_date(text) %}
    {%- set days = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] -%}
    {%- if not modules.re.match('^[0-9]{4}-[0-9]{2}-[0-9]{2}$', text) -%}
        {{ return(false) }}
    {%- endif -%}
    {%- set year, month, day = text[:4] | int, text[5:7] | int, text[8:] | int -%}
    {%- set is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) -%}
    {{ return(1 <= month <= 12 and 1 <= day <= (29 if month == 2 and is_leap else days[month - 1])) }}
{% endmacro %}
