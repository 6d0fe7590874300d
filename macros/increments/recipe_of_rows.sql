{% macro recipe_of_rows() -%}
    {%- set together = [
        'int_buyer_fingerprints', 'int_touches_sequenced', 'int_conversion_fingerprints', 'int_journeys', 'int_touch_credits',
    ] -%}
    {%- set chosen = [] -%}
    {%- for resource in selected_resources -%}
        {%- do chosen.append(resource.split('.')[-1]) -%}
    {%- endfor -%}
    {{ return(0 if together | reject('in', chosen) | list else recipe()) }}
{%- endmacro %}
