{#- The keys are the words of the sentence, so a model reads as what it refuses. -#}
{% macro rejection_reason(problems, rules={}) %}
    {%- set start = var("calendar_start") -%}
    {%- set limit = var("largest_number") -%}
    {%- set found = {} -%}
    {%- for problem, columns in problems.items() -%}
        {%- for column in columns -%}
            {%- set blank = regex_matches("raw_" ~ column, blank_pattern()) -%}
            {%- if problem == "is empty" -%}
                {%- do found.update({column ~ " is empty": "raw_" ~ column ~ " is null or " ~ blank}) -%}
            {%- else -%}
                {%- do found.update({column ~ " " ~ problem: column ~ " is null and not " ~ blank}) -%}
            {%- endif -%}
            {%- if problem == "is not a number" -%}
                {%- do found.update({column ~ " is too large (limit " ~ limit ~ ")": "abs(" ~ column ~ ") >= " ~ limit}) -%}
            {%- endif -%}
            {%- if problem in ("is not a date", "is not a timestamp") -%}
                {%- do found.update({column ~ " is before " ~ start: column ~ " < cast('" ~ start ~ "' as date)"}) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- do found.update(rules) -%}
    nullif(substring(
        {%- for sentence, condition in found.items() %}
        case when {{ condition }} then '; {{ sentence }}' else '' end{{ " ||" if not loop.last }}
        {%- endfor %},
        3
    ), '')
{%- endmacro %}
