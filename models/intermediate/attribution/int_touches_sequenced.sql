{% set order_of_touches = 'touched_at asc, source_rank asc, touch_key asc' %}

with touches as (
    select * from {{ ref('int_touches') }}
),

{% if var('touch_scope') == 'contact_roles' %}
    deal_people as (
        select * from {{ ref('int_opportunity_people') }}
    ),
{% endif %}

-- Under contact roles a touch stands once more for every deal in which its person has a role.
buyer_touches as (
    select
        touches.buyer_id,
        touches.touch_key,
        touches.source_rank,
        touches.person_id,
        touches.touched_at,
        touches.channel,
        touches.campaign,
        touches.is_direct
    from touches
    where touches.buyer_id is not null
    {% if var('touch_scope') == 'contact_roles' %}
        union all
        select
            'deal:' || deal_people.opportunity_id as buyer_id,
            touches.touch_key,
            touches.source_rank,
            touches.person_id,
            touches.touched_at,
            touches.channel,
            touches.campaign,
            touches.is_direct
        from touches
        inner join deal_people
            on touches.person_id = deal_people.person_id
    {% endif %}
),

sequence_touches as (
    select
        buyer_id,
        touch_key,
        person_id,
        touched_at,
        channel,
        campaign,
        is_direct,
        cast(row_number() over (partition by buyer_id order by {{ order_of_touches }}) as bigint) as seq,
        cast(sum(case when is_direct then 0 else 1 end) over (
            partition by buyer_id
            order by {{ order_of_touches }}
            rows between unbounded preceding and current row
        ) as bigint) as named_seq,
        cast(
            row_number() over (partition by buyer_id, channel order by {{ order_of_touches }}) as bigint
        ) as channel_seq,
        lag(channel) over (partition by buyer_id order by {{ order_of_touches }}) as previous_channel
    from buyer_touches
)

select * from sequence_touches
