{% macro as_text(column) %}
    case when not {{ regex_matches(column, blank_pattern()) }} then {{ trimmed(column) }} end
{%- endmacro %}
