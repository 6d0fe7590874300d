{# The four parts of a KPI, in the order of its columns: they add up over members, so every ratio can be rebuilt from them. #}
{% macro kpi_parts() %}
    {{ return(['numerator', 'denominator', 'sum_of_squares', 'sample_size']) }}
{% endmacro %}
