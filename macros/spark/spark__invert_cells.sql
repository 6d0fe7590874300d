{% macro spark__invert_cells(cells) %}
    {{ b2b_kpis.default__invert_cells(cells) | replace('double precision', 'double') }}
{% endmacro %}
