{{ config(enabled=is_chosen("salesforce")) }}

{%- set fields = [
    'stage_name', 'amount', 'close_date', 'forecast_category', 'probability', 'owner_id',
] -%}
{%- set changes = [] -%}
{%- for column in fields -%}
    {%- do changes.extend(['old_' ~ column, 'new_' ~ column, 'has_' ~ column]) -%}
{%- endfor -%}

with

field_changes as (
    select * from {{ ref('salesforce__opportunity_field_changes') }}
),

{{ salesforce_records('opportunity') }},

find_first_changes as (
    select
        opportunity_id,
        min(changed_at) as first_changed_at
    from field_changes
    group by opportunity_id
),

-- Before its first change a deal was as it had been created.
stack_changes as (
    select
        {{ listed(changes) }},
        opportunity_id,
        changed_at
    from field_changes
    union all
    select
        {% for column in fields %}
            null as old_{{ column }},
            null as new_{{ column }},
            0 as has_{{ column }},
        {% endfor %}
        records.id as opportunity_id,
        {{ as_timestamp('records.created_date', 'salesforce_opportunity') }} as changed_at
    from records
    inner join find_first_changes
        on records.id = find_first_changes.opportunity_id
    where
        records.version_number = 1
        and {{ as_timestamp('records.created_date', 'salesforce_opportunity') }} < find_first_changes.first_changed_at
),

number_spells as (
    select
        {% for column in fields %}
            sum(has_{{ column }}) over (
                partition by opportunity_id
                order by changed_at asc
                rows between unbounded preceding and current row
            ) as {{ column }}_spell,
        {% endfor %}
        *
    from stack_changes
),

-- A value holds until the next change of its field, also where that one emptied it.
fill_states as (
    select
        {% for column in fields %}
            {{ column }}_spell,
            max(new_{{ column }}) over (partition by opportunity_id, {{ column }}_spell) as {{ column }},
            max(case when {{ column }}_spell = 1 then old_{{ column }} end)
                over (partition by opportunity_id) as first_{{ column }},
            max(has_{{ column }}) over (partition by opportunity_id) as ever_{{ column }},
        {% endfor %}
        opportunity_id,
        changed_at
    from number_spells
),

state_deals as (
    select
        {% for column in fields %}
            case
                when fill_states.{{ column }}_spell > 0 then fill_states.{{ column }}
                when fill_states.ever_{{ column }} = 1 then fill_states.first_{{ column }}
                else records.{{ column }}
            end as {{ column }},
        {% endfor %}
        fill_states.opportunity_id,
        cast(fill_states.changed_at as {{ dbt.type_string() }}) as changed_at
    from fill_states
    left join records
        on
            fill_states.opportunity_id = records.id
            and records.version_number = 1
)

select * from state_deals
