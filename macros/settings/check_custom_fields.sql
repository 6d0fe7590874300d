{% macro check_custom_fields(connector, fields, problems) %}
    {%- set custom = [] -%}
    {%- for table in contract_tables() if table.connector == connector -%}
        {%- for column in table.columns if column.config.meta.get('custom') -%}
            {%- do custom.append(column.name) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for column, field in fields.items() -%}
        {%- if column not in custom -%}
            {%- do problems.append('var ' ~ connector ~ "_fields: '" ~ column ~ "' is not one of " ~ custom | unique | sort | join(', ') ~ '.') -%}
        {%- elif field is not string or not field | trim -%}
            {%- do problems.append('var ' ~ connector ~ '_fields: ' ~ column ~ " has '" ~ field ~ "', not the name of a field.") -%}
        {%- endif -%}
    {%- endfor -%}
{% endmacro %}
