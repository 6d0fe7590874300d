{# No clock here: int_as_of alone reads it. The calendar of any start reaches 2066, three years of plans included. #}
{% macro check_dates(problems) %}
    {%- set latest = '2066-12-31' -%}
    {%- set earliest = var('calendar_start') | string -%}
    {%- for name in ['calendar_start', 'as_of_date', 'constant_rate_date'] if var(name) is not none -%}
        {%- if not is_iso_date(var(name) | string) -%}
            {%- do problems.append('var ' ~ name ~ ": '" ~ var(name) ~ "' is not a date. Write it as 2026-06-30.") -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if not '1950-01-01' <= earliest <= latest -%}
        {%- do problems.append("var calendar_start: '" ~ earliest ~ "' is not a day from 1950-01-01 to " ~ latest ~ '.') -%}
    {%- endif -%}
    {%- if is_iso_date(var('as_of_date') | string) and not earliest <= var('as_of_date') | string <= latest -%}
        {%- do problems.append("var as_of_date: '" ~ var('as_of_date') ~ "' is not a day from calendar_start (" ~ earliest ~ ') to ' ~ latest ~ '.') -%}
    {%- endif -%}
{% endmacro %}
