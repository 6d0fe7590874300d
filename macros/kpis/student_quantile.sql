{# Hill's expansion about the normal quantile: no engine but one has a function for it. #}
{% macro student_quantile(degrees) -%}
    {%- set z = var('driver_normal_quantile') -%}
    {%- set terms = [
        (z ** 3 + z) / 4,
        (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
        (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
    ] -%}
    ({{ z }}
    {%- for term in terms %} + {{ term | round(6) }} / nullif({{ ([degrees] * loop.index) | join(' * ') }}, 0){% endfor %})
{%- endmacro %}
