{# 1/0 is an error on one engine and infinity on another. #}
{% macro safe_ratio(numerator, denominator) %}
    cast(round(cast({{ numerator }} as numeric(38, 6)) / nullif(cast({{ denominator }} as numeric(38, 6)), 0), 9) as numeric(28, 9))
{% endmacro %}
