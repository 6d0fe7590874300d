{% macro is_within_window(days, window_days) -%}
    {{ days }} >= 0 {%- if window_days | int > 0 %} and {{ days }} <= {{ window_days }}{% endif %}
{%- endmacro %}
