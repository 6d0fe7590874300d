{%- set columns = [
    'campaign_member_id', 'lead_id', 'contact_id', 'campaign_name', 'campaign_type', 'responded_at',
] -%}

with

list_nobody as (
    select
        {% for column in columns %}
            cast(null as {{ dbt.type_string() }}) as {{ column }},
        {% endfor %}
        false as is_removed
),

map_campaign_members as (
    select *
    from list_nobody
    where is_removed
)

select * from map_campaign_members
