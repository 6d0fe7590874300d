{#- The place is "before" the touch or "through" it; whether a milestone is passed by then is asked once for all models. -#}
{% macro cumulative_part(model, place) -%}
    case
        when {{ place }}_position = 0 then 0
        when {{ place }}_position >= {{ model }}_end then {{ model }}_whole
        else
            {{ model }}_base + {{ model }}_slope * {{ place }}_position
            + {{ model }}_lead_step * lead_{{ place }} + {{ model }}_opportunity_step * opportunity_{{ place }}
    end
{%- endmacro %}
