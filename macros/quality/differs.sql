{# What cannot be told differs: Spark gives null where the digits of a product do not fit, and no null is above a tolerance. #}
{% macro differs(published, recounted, tolerance=0.01) -%}
    coalesce(
        abs(
            cast({{ published }} as numeric(38, 6)) - cast(coalesce({{ recounted }}, 0) as numeric(38, 6))
        ) > {{ tolerance }},
        true
    )
{%- endmacro %}
