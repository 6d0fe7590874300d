{#- What of the key could be read: of a rejected row, part of it or all may be missing. -#}
{% macro row_key(columns) %}
    {%- set text -%}
        trim(
            {%- for column in columns %}
            coalesce(cast({{ column }} as {{ dbt.type_string() }}), '')
            {{- " || ' ' || " if not loop.last }}
            {%- endfor %}
        )
    {%- endset -%}
    nullif({{ mask_email(text) }}, '')
{%- endmacro %}
