{% macro kpi_card(kpi_name) %}
    {{ return(kpi_cards().get(kpi_name, {})) }}
{% endmacro %}
