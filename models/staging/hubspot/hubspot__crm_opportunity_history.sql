{{ config(enabled=is_chosen("hubspot")) }}

{%- set properties = {
    'stage_id': 'dealstage', 'amount': 'amount', 'close_date': 'closedate',
    'forecast_category': 'hs_manual_forecast_category', 'probability': 'hs_deal_stage_probability',
    'owner_id': 'hubspot_owner_id', 'pipeline_id': 'pipeline',
} -%}

with

deals as (
    select * from {{ source('hubspot', 'deal') }}
),

deal_changes as (
    select * from {{ ref('hubspot__deal_changes') }}
),

stages as (
    select * from {{ ref('hubspot__stages') }}
),

gather_changes as (
    select
        {% for column, property in properties.items() %}
            max(case when property = '{{ property }}' then new_value end) as {{ column }},
            max(case when property = '{{ property }}' then 1 else 0 end) as has_{{ column }},
        {% endfor %}
        deal_id,
        changed_at
    from deal_changes
    where property in ({{ quoted_list(properties.values()) }})
    group by deal_id, changed_at
),

number_changes as (
    select
        *,
        row_number() over (
            partition by deal_id
            order by {{ as_timestamp('changed_at', 'hubspot') }} asc nulls last, changed_at asc
        ) as change_number
    from gather_changes
),

-- A value holds until the next change of the same property, also where that one emptied it.
number_spells as (
    select
        {% for column in properties %}
            sum(has_{{ column }}) over (
                partition by deal_id
                order by change_number asc
                rows between unbounded preceding and current row
            ) as {{ column }}_spell,
        {% endfor %}
        *
    from number_changes
),

fill_states as (
    select
        {% for column in properties %}
            max({{ column }}) over (partition by deal_id, {{ column }}_spell) as {{ column }},
        {% endfor %}
        deal_id,
        changed_at
    from number_spells
),

map_opportunity_history as (
    select
        fill_states.deal_id as opportunity_id,
        fill_states.changed_at,
        coalesce(stages.stage_name, stages_of_id.stage_name, fill_states.stage_id) as stage_name,
        fill_states.amount,
        {{ epoch_text('fill_states.close_date') }} as close_date,
        fill_states.forecast_category,
        fill_states.probability,
        fill_states.owner_id,
        false as is_removed
    from fill_states
    left join deals
        on fill_states.deal_id = deals.id
    left join stages
        on
            fill_states.stage_id = stages.stage_id
            and coalesce(fill_states.pipeline_id, deals.pipeline) = stages.pipeline_id
    left join stages as stages_of_id
        on
            fill_states.stage_id = stages_of_id.stage_id
            and stages_of_id.is_first_of_id
)

select * from map_opportunity_history
