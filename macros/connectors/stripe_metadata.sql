{#- Without a key nothing is read: metadata is whatever somebody once wrote there. -#}
{% macro stripe_metadata(metadata, field) %}
    {%- set key = (var("stripe_fields") or {}).get(field) -%}
    {%- if not key %}cast(null as {{ dbt.type_string() }}){% else -%}
    {{ regex_capture(metadata, '"' ~ key ~ '" *: *"([^"]+)"') }}
    {%- endif -%}
{%- endmacro %}
