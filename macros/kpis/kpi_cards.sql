{% macro kpi_cards() %}
    {%- set cards = {} -%}
    {%- for name, node in (graph.get('nodes', {}) if execute else {}) | dictsort -%}
        {%- if node.resource_type == 'model' and node.config.get('meta', {}).get('kpi') -%}
            {%- do cards.update({node.name: node.config.meta.kpi}) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(cards or {'': {'label': {}, 'sources': [], 'actions': [], 'definition_version': 0}}) }}
{% endmacro %}
