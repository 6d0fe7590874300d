{{ config(enabled=is_chosen("hubspot")) }}

{%- set columns = [
    'campaign_member_id', 'lead_id', 'contact_id', 'campaign_name', 'campaign_type', 'responded_at',
] %}

with

contacts as (
    select * from {{ source('hubspot', 'contact') }}
),

map_campaign_members as (
    select
        {% for column in columns %}
            cast(null as {{ dbt.type_string() }}) as {{ column }},
        {% endfor %}
        false as is_removed
    from contacts
    where 1 = 0
)

select * from map_campaign_members
