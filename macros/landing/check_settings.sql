{% macro check_settings() %}
    {%- set problems = [] -%}
    {%- set dimensions = ['total', 'segment', 'industry', 'seller', 'channel'] -%}
    {%- for name in ['as_of_date', 'constant_rate_date', 'calendar_start'] if var(name) -%}
        {%- if not is_iso_date(var(name) | string) -%}
            {%- do problems.append('var ' ~ name ~ ": '" ~ var(name) ~ "' is not a date. Write it as 2026-06-30.") -%}
        {%- endif -%}
    {%- endfor -%}
    {%- for slice in (var('kpi_slices') if var('kpi_slices') != 'cube' else []) -%}
        {%- if slice.split('+') | reject('in', dimensions) | list -%}
            {%- do problems.append("var kpi_slices: '" ~ slice ~ "' is not made of " ~ dimensions | join(', ') ~ '.') -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if var('fiscal_year_start_month') | int not in range(1, 13) -%}
        {%- do problems.append('var fiscal_year_start_month: ' ~ var('fiscal_year_start_month') ~ ' is not a month from 1 to 12.') -%}
    {%- endif -%}
    {%- if var('identity_evidence') not in ['strict', 'standard'] -%}
        {%- do problems.append("var identity_evidence: '" ~ var('identity_evidence') ~ "' is neither strict nor standard.") -%}
    {%- endif -%}
    {%- do check_date_formats(problems) -%}
    {%- do stop_on_problems(problems) -%}
{% endmacro %}
