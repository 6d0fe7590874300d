{% macro kpi_parts() %}
    {{ return(['numerator', 'denominator', 'sum_of_squares', 'sample_size']) }}
{% endmacro %}
