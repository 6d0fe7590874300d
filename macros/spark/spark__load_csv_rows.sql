{# dbt-spark's own form leaves an apostrophe in a text as it is, which ends the text there. #}
{% macro spark__load_csv_rows(model, agate_table) %}
    {%- set types = model.config.column_types -%}
    {%- for rows in agate_table.rows | batch(get_batch_size()) -%}
        {%- set sql -%}
            insert into {{ this }} values
            {%- for row in rows %}
            (
                {%- for cell in row -%}
                    cast({{ 'null' if cell is none else state_text(cell) }} as {{ types[agate_table.column_names[loop.index0]] }})
                    {{- ', ' if not loop.last }}
                {%- endfor -%}
            ){{ ',' if not loop.last }}
            {%- endfor %}
        {%- endset -%}
        {%- do adapter.add_query(sql, abridge_sql_log=True) -%}
    {%- endfor -%}
{% endmacro %}
