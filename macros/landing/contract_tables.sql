{% macro contract_tables() %}
    {%- set tables = [] -%}
    {%- for source_node in graph.sources.values() if source_node.package_name == 'b2b_kpis' -%}
        {%- do tables.append({'identifier': source_node.identifier, 'name': source_node.name, 'source': source_node.source_name,
            'connector': source_node.path.replace('\\', '/').split('/')[-2], 'other_names': source_node.config.meta.get('other_names', []),
            'schema': source_node.schema, 'columns': source_node.columns.values() | list}) -%}
    {%- endfor -%}
    {{ return(tables | sort(attribute='identifier')) }}
{% endmacro %}
