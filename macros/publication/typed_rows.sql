{% macro typed_rows(columns, rows) %}
    select
        {%- for name, type in columns.items() %}
        cast({{ name if rows else 'null' }} as {{ type }}) as {{ name }}{{ ',' if not loop.last }}
        {%- endfor %}
    {%- if rows %}
    from (
        values
        {%- for row in rows %}
        (
            {%- for name in columns -%}
                {{ 'null' if row[name] is none else state_text(row[name]) }}{{ ', ' if not loop.last }}
            {%- endfor -%}
        ){{ ',' if not loop.last }}
        {%- endfor %}
    ) as given ({{ columns | join(', ') }})
    {%- else %}
    where 1 = 0
    {%- endif %}
{% endmacro %}
