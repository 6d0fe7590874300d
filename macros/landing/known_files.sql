{% macro known_files() %}
    {%- set known = {} -%}
    {%- for table in contract_tables() -%}
        {%- do known.update({table.identifier: table.identifier}) -%}
        {%- for name in table.other_names -%}
            {%- do known.update({table.source ~ '_' ~ name: table.identifier}) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(known) }}
{% endmacro %}
