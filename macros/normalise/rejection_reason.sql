{% macro rejection_reason(table, rules={}) %}
    {%- set kinds = {
        "timestamp": "a timestamp", "date": "a date", "decimal": "a number",
        "integer": "a whole number", "boolean": "a boolean",
    } -%}
    {%- set start = var("calendar_start") -%}
    {%- set problems = {} -%}
    {%- for column in contract_columns(table) -%}
        {%- set name, blank = column.name, regex_matches("raw_" ~ column.name, blank_pattern()) -%}
        {%- if column.is_required -%}
            {%- do problems.update({name ~ " is empty": "raw_" ~ name ~ " is null or " ~ blank}) -%}
        {%- endif -%}
        {%- if column.type in kinds -%}
            {%- do problems.update({name ~ " is not " ~ kinds[column.type]: name ~ " is null and not " ~ blank}) -%}
        {%- endif -%}
        {%- if column.type in ("date", "timestamp") -%}
            {%- do problems.update({name ~ " is before " ~ start: name ~ " < cast('" ~ start ~ "' as date)"}) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- do problems.update(rules) -%}
    nullif(substring(
        {%- for problem, condition in problems.items() %}
        case when {{ condition }} then '; {{ problem }}' else '' end{{ " ||" if not loop.last }}
        {%- endfor %},
        3
    ), '')
{%- endmacro %}
