{% macro item_count(items) -%}
    length({{ items }}) - length(replace({{ items }}, ',', '')) + 1
{%- endmacro %}
