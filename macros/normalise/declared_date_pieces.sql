{#- An unusable declaration stops the run: reading the file without it would reject every date instead. -#}
{% macro declared_date_pieces(table) %}
    {%- set declared = var("raw_date_format") or {} -%}
    {%- if declared is not mapping or table not in declared %}{{ return({}) }}{% endif -%}
    {%- set written = declared[table] | string | upper -%}
    {%- set separator = (modules.re.findall("[-/.]", written) or [""])[0] -%}
    {%- set pieces = written.split(separator) if separator else [] -%}
    {%- if pieces | sort not in (["DD", "MM", "YYYY"], ["DD", "MM", "YY"]) -%}
        {{- exceptions.raise_compiler_error(
            "raw_date_format of " ~ table ~ " is '" ~ declared[table] ~ "'. Write DD, MM and YYYY (or YY)"
            ~ " in the order of the file with one separator of / - . between them, for example DD/MM/YYYY."
        ) -}}
    {%- endif -%}
    {%- set digits = {"DD": "[0-9]{1,2}", "MM": "[0-9]{1,2}", "YY": "[0-9]{2}", "YYYY": "[0-9]{4}"} -%}
    {%- set found = {} -%}
    {%- for piece in pieces -%}
        {%- do found.update({piece: digits[piece]}) -%}
    {%- endfor -%}
    {{- return(dict(found, separator=separator)) -}}
{% endmacro %}
