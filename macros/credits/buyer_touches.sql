{#- Under contact roles a touch stands once more for every deal in which its person has a role. -#}
{% macro buyer_touches() -%}
{%- set columns = ['touch_key', 'source_rank', 'person_id', 'touched_at', 'channel', 'campaign', 'is_direct'] -%}
touches as (
    select * from {{ ref('int_touches') }}
),
{%- if var('touch_scope') == 'contact_roles' %}
deal_people as (
    select * from {{ ref('int_opportunity_people') }}
),
{%- endif %}
buyer_touches as (
    select touches.buyer_id{% for column in columns %}, touches.{{ column }}{% endfor %}
    from touches
    where touches.buyer_id is not null
    {%- if var('touch_scope') == 'contact_roles' %}
    union all
    select 'deal:' || deal_people.opportunity_id as buyer_id{% for column in columns %}, touches.{{ column }}{% endfor %}
    from touches
    inner join deal_people on touches.person_id = deal_people.person_id
    {%- endif %}
)
{%- endmacro %}
