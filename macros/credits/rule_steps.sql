{% macro rule_steps(models) %}
find_milestones as (
    select number_journeys.*, spread_models.*, 1 as first_position, touch_count as last_position
    from number_journeys cross join spread_models
),
weigh_milestones as (
    select *
        {%- for model in models %}, {{ model }}_w_first as {{ model }}_first,
            case when lead_position is null then 0 else {{ model }}_w_lead end as {{ model }}_lead,
            case when opportunity_position is null then 0 else {{ model }}_w_opportunity end as {{ model }}_opportunity,
            {{ model }}_w_last + case when close_position is null then 0 else {{ model }}_w_close end as {{ model }}_last
        {%- endfor %}
    from find_milestones
),
count_others as (
    select *
        {%- for model in models %},
            touch_count {%- for milestone in ['first', 'lead', 'opportunity', 'last'] %} - {{ holds_alone(model, milestone) }}{% endfor %} as {{ model }}_others,
            {{ model }}_first + {{ model }}_lead + {{ model }}_opportunity + {{ model }}_last as {{ model }}_named
        {%- endfor %}
    from weigh_milestones
),
share_others as (
    select *
        {%- for model in models %},
            greatest({{ model }}_others, 1) as {{ model }}_scale, case when {{ model }}_others = 0 then 0 when {{ model }}_named + {{ model }}_w_other = 0 then 1 else {{ model }}_w_other end as {{ model }}_slope
        {%- endfor %}
    from count_others
),
{% endmacro %}
