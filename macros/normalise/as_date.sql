{#- The date as it was written: the offset of a timestamp does not move it to another day. -#}
{% macro as_date(column, table) %}
    {%- set text = iso_text(column, table) -%}
    case
        {%- if table not in (var("raw_date_format") or {}) %}
        when {{ regex_matches(column, "^[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}$") }}
            then {{ safe_cast_to(column, "date") }}
        {%- endif %}
        when {{ regex_matches(text, iso_pattern()) }}
            then {{ safe_cast_to("substring(" ~ text ~ ", 1, 10)", "date") }}
    end
{%- endmacro %}
