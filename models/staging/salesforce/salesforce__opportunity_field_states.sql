{{ config(enabled=is_chosen("salesforce")) }}

{%- set fields = {
    'stage_name': ['stagename'], 'amount': ['amount'], 'close_date': ['closedate'],
    'forecast_category': ['forecastcategoryname', 'forecastcategory'], 'probability': ['probability'],
    'owner_id': ['owner', 'ownerid'],
} -%}
{%- set changes = [] -%}
{%- for column in fields -%}
    {%- do changes.extend(['old_' ~ column, 'new_' ~ column, 'has_' ~ column]) -%}
{%- endfor -%}

with

field_history as (
    select * from {{ source('salesforce', 'opportunity_field_history') }}
),

{{ salesforce_records('opportunity') }},

-- A change of owner is told twice, by name and by id.
keep_known_fields as (
    select
        opportunity_id,
        {{ as_timestamp('created_date', 'salesforce_opportunity_field_history') }} as changed_at,
        lower(replace(field, '_', '')) as field_name,
        old_value,
        new_value
    from field_history
    where
        not ({{ any_true(['is_deleted', '_fivetran_deleted']) }})
        and lower(replace(field, '_', '')) in ({{ quoted_list(fields.values() | sum(start=[])) }})
        and (
            lower(replace(field, '_', '')) not in ('owner', 'ownerid')
            or {{ regex_matches("coalesce(new_value, old_value)", "^005[a-zA-Z0-9]{12}([a-zA-Z0-9]{3})?$") }}
        )
),

gather_changes as (
    select
        opportunity_id,
        changed_at,
        {% for column, names in fields.items() %}
            max(case when field_name in ({{ quoted_list(names) }}) then old_value end) as old_{{ column }},
            max(case when field_name in ({{ quoted_list(names) }}) then new_value end) as new_{{ column }},
            max(case when field_name in ({{ quoted_list(names) }}) then 1 else 0 end) as has_{{ column }}{{ ',' if not loop.last }}
        {% endfor %}
    from keep_known_fields
    where changed_at is not null
    group by opportunity_id, changed_at
),

find_first_changes as (
    select
        opportunity_id,
        min(changed_at) as first_changed_at
    from gather_changes
    group by opportunity_id
),

-- Before its first change a deal was as it had been created.
stack_changes as (
    select
        opportunity_id,
        changed_at,
        {{ listed(changes) }}
    from gather_changes
    union all
    select
        records.id as opportunity_id,
        {{ as_timestamp('records.created_date', 'salesforce_opportunity') }} as changed_at,
        {% for column in fields %}
            null as old_{{ column }}, null as new_{{ column }}, 0 as has_{{ column }}{{ ',' if not loop.last }}
        {% endfor %}
    from records
    inner join find_first_changes
        on records.id = find_first_changes.opportunity_id
    where
        records.version_number = 1
        and {{ as_timestamp('records.created_date', 'salesforce_opportunity') }} < find_first_changes.first_changed_at
),

number_spells as (
    select
        *,
        {% for column in fields %}
            sum(has_{{ column }}) over (
                partition by opportunity_id
                order by changed_at asc
                rows between unbounded preceding and current row
            ) as {{ column }}_spell{{ ',' if not loop.last }}
        {% endfor %}
    from stack_changes
),

-- A value holds until the next change of its field, also where that one emptied it.
fill_states as (
    select
        opportunity_id,
        changed_at,
        {% for column in fields %}
            {{ column }}_spell,
            max(new_{{ column }}) over (partition by opportunity_id, {{ column }}_spell) as {{ column }},
            max(case when {{ column }}_spell = 1 then old_{{ column }} end)
                over (partition by opportunity_id) as first_{{ column }},
            max(has_{{ column }}) over (partition by opportunity_id) as ever_{{ column }}{{ ',' if not loop.last }}
        {% endfor %}
    from number_spells
),

state_deals as (
    select
        fill_states.opportunity_id,
        cast(fill_states.changed_at as {{ dbt.type_string() }}) as changed_at,
        {% for column in fields %}
            case
                when fill_states.{{ column }}_spell > 0 then fill_states.{{ column }}
                when fill_states.ever_{{ column }} = 1 then fill_states.first_{{ column }}
                else records.{{ column }}
            end as {{ column }}{{ ',' if not loop.last }}
        {% endfor %}
    from fill_states
    left join records
        on
            fill_states.opportunity_id = records.id
            and records.version_number = 1
)

select * from state_deals
