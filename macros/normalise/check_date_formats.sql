{#- A declaration for a misspelt table would be ignored, and every date of the right one rejected. -#}
{% macro check_date_formats(problems) %}
    {%- set tables = contract_tables() | map(attribute="identifier") | list -%}
    {%- set formats = var("raw_date_format") or {} -%}
    {%- if formats is not mapping -%}
        {%- do problems.append(
            "var raw_date_format: '" ~ formats ~ "' is not a format per file. Write for example {crm_opportunities: DD/MM/YYYY}."
        ) -%}
    {%- endif -%}
    {%- for table in (formats if formats is mapping else []) -%}
        {%- if table in tables -%}
            {%- do declared_date_pieces(table) -%}
        {%- else -%}
            {%- do problems.append(
                "var raw_date_format: '" ~ table ~ "' is no table of the source contract."
                ~ " Name the file without its ending, for example crm_opportunities."
            ) -%}
        {%- endif -%}
    {%- endfor -%}
{% endmacro %}
