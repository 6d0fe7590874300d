{# Schemas are part of the interface (kpis, governance, staging): a configured name is used as it stands. #}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {{ (custom_schema_name or target.schema) | trim }}
{%- endmacro %}
