{{ config(enabled=is_chosen("salesforce")) }}

{%- set fields = {
    'stage_name': ['stagename'], 'amount': ['amount'], 'close_date': ['closedate'],
    'forecast_category': ['forecastcategoryname', 'forecastcategory'], 'probability': ['probability'],
    'owner_id': ['owner', 'ownerid'],
} -%}

with

field_history as (
    select * from {{ source('salesforce', 'opportunity_field_history') }}
),

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
        {% for column, names in fields.items() %}
            max(case when field_name in ({{ quoted_list(names) }}) then old_value end) as old_{{ column }},
            max(case when field_name in ({{ quoted_list(names) }}) then new_value end) as new_{{ column }},
            max(
                case when field_name in ({{ quoted_list(names) }}) then 1 else 0 end
            ) as has_{{ column }},
        {% endfor %}
        opportunity_id,
        changed_at
    from keep_known_fields
    where changed_at is not null
    group by opportunity_id, changed_at
)

select * from gather_changes
