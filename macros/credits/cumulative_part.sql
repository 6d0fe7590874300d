{% macro cumulative_part(model, position) -%}
    case
        when {{ position }} = 0 then 0
        when {{ position }} >= {{ model }}_end then {{ model }}_whole
        else
            {{ model }}_base + {{ model }}_slope * {{ position }}
            + case when {{ position }} >= lead_position then {{ model }}_lead_step else 0 end
            + case when {{ position }} >= opportunity_position then {{ model }}_opportunity_step else 0 end
    end
{%- endmacro %}
