{% macro check_dates(problems) %}
    {%- set today = run_started_at.strftime('%Y-%m-%d') -%}
    {%- set earliest = var('calendar_start') | string -%}
    {%- for name in ['calendar_start', 'as_of_date', 'constant_rate_date'] if var(name) is not none -%}
        {%- if not is_iso_date(var(name) | string) -%}
            {%- do problems.append('var ' ~ name ~ ": '" ~ var(name) ~ "' is not a date. Write it as 2026-06-30.") -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if not '1950-01-01' <= earliest <= today -%}
        {%- do problems.append("var calendar_start: '" ~ earliest ~ "' is not a day from 1950-01-01 to today.") -%}
    {%- endif -%}
    {%- if is_iso_date(var('as_of_date') | string) and not earliest <= var('as_of_date') | string <= today -%}
        {%- do problems.append("var as_of_date: '" ~ var('as_of_date') ~ "' is not a day from calendar_start (" ~ earliest ~ ') to today.') -%}
    {%- endif -%}
{% endmacro %}
