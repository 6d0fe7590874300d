{% macro holds_alone(model, milestone) -%}
    {%- set milestones = ['first', 'lead', 'opportunity', 'last'] -%}
    case
        when {{ model }}_{{ milestone }} = 0 then 0
        {%- for earlier in milestones[:milestones.index(milestone)] %}
            when {{ milestone }}_position = {{ earlier }}_position and {{ model }}_{{ earlier }} > 0 then 0
        {%- endfor %}
        else 1
    end
{%- endmacro %}
