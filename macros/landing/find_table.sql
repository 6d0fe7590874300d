{# The user's exports lie in the raw schema, a connector's tables where the connector loads them. #}
{% macro find_table(table, files) %}
    {%- set is_connector = table.connector in chosen_connectors() -%}
    {%- set schema = var(table.source ~ '_schema', table.source) if is_connector else var('raw_schema') -%}
    {%- for name in ([table.name] + table.other_names if is_connector else [table.identifier]) if table.identifier not in files -%}
        {%- set relation = adapter.get_relation(target.database, schema, name) -%}
        {%- if relation is not none -%}
            {%- set names = adapter.get_columns_in_relation(relation) | map(attribute='name') | list -%}
            {%- do files.update({table.identifier: {'name': schema ~ '.' ~ relation.identifier, 'format': 'table', 'relation': relation,
                'names': names, 'header': names | map('lower') | list}}) -%}
        {%- endif -%}
    {%- endfor -%}
{% endmacro %}
