{% macro card_text(text) -%}
    cast({{ dbt.string_literal(dbt.escape_single_quotes(text | string | trim)) if text else 'null' }} as {{ dbt.type_string() }})
{%- endmacro %}
