{#- What fits the declared format is read by it alone: falling back to ISO would guess when both fit. -#}
{% macro iso_text(column, table) %}
    {%- set text = trimmed(column) -%}
    {%- set pieces = declared_date_pieces(table) -%}
    {%- if not pieces %}{{ return(text) }}{% endif -%}
    {%- set found = {} -%}
    {%- for wanted in pieces if wanted != "separator" -%}
        {%- set groups = [] -%}
        {%- for piece, digits in pieces.items() if piece != "separator" -%}
            {%- do groups.append("(" ~ digits ~ ")" if piece == wanted else digits) -%}
        {%- endfor -%}
        {%- set pattern = "^" ~ groups | join("[" ~ pieces["separator"] ~ "]") ~ "(?:[T ].*)?$" -%}
        {%- do found.update({wanted: regex_capture(text, pattern), "pattern": pattern}) -%}
    {%- endfor -%}
    case
        when {{ regex_matches(text, found["pattern"]) }}
            then
                {{ found["YYYY"] or "'20' || " ~ found["YY"] }}
                || '-' || lpad({{ found["MM"] }}, 2, '0')
                || '-' || lpad({{ found["DD"] }}, 2, '0')
                || coalesce({{ regex_capture(text, "([T ].*)$") }}, '')
        else {{ text }}
    end
{%- endmacro %}
