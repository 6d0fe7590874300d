{#- Asked once for all models: what a touch comes before, and what it comes through. -#}
{% macro passed_milestones() -%}
    touch_position - 1 as before_position, touch_position as through_position
    {%- for milestone in ['lead', 'opportunity'] %},
        case when touch_position > {{ milestone }}_position then 1 else 0 end as {{ milestone }}_before,
        case when touch_position >= {{ milestone }}_position then 1 else 0 end as {{ milestone }}_through
    {%- endfor %}
{%- endmacro %}
