{% set types = ['mql', 'sql', 'opportunity_qualified', 'closed_won'] %}

with person_conversions as (
    select * from {{ ref('int_person_conversions') }}
),

deal_conversions as (
    select * from {{ ref('int_deal_conversions') }}
),

stack_conversions as (
    select * from person_conversions
    union all
    select * from deal_conversions
),

-- A milestone after the conversion had no part in it.
describe_conversions as (
    select
        conversion_type,
        conversion_id,
        buyer_id,
        account_id,
        outcome,
        converted_at,
        converted_on,
        amount,
        case when lead_created_at <= converted_at then lead_created_at end as lead_created_at,
        case when opportunity_created_at <= converted_at then opportunity_created_at end as opportunity_created_at,
        case conversion_type
            {% for type in types %}
                when '{{ type }}' then cast({{ lookback_days(type) }} as integer)
            {% endfor %}
        end as window_days,
        segment,
        industry,
        seller
    from stack_conversions
)

select * from describe_conversions
