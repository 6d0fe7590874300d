{% macro as_timestamp(column, table) %}
    {%- set text = iso_text(column, table) -%}
    case
        {%- if table not in (var("raw_date_format") or {}) %}
        when {{ regex_matches(column, iso_pattern(only_plain=true)) }}
            then {{ safe_cast_to(column, "timestamp") }}
        {%- endif %}
        when {{ regex_matches(text, iso_pattern()) }}
            then {{ utc_timestamp(text) }}
    end
{%- endmacro %}
