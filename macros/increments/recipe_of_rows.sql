{% macro recipe_of_rows() -%}
    {%- for node in graph.get('nodes', {}).values() if node.resource_type == 'model' and node.unique_id not in selected_resources -%}
        {%- if node.config.materialized == 'incremental' or node.name.endswith('_fingerprints') -%}
            {{ return(0) }}
        {%- endif -%}
    {%- endfor -%}
    {{ return(recipe()) }}
{%- endmacro %}
