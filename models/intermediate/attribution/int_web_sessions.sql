{# A visitor is a browser, else an e-mail address; a touch without either is a session of its own. #}
{% set gap = var('session_minutes') %}
{% set in_order = 'partition by visitor_id order by occurred_at asc, touch_id asc' %}
{#- By its number, which sorts faster than a time and a text. -#}
{% set so_far = 'partition by visitor_id order by visit_number asc rows between unbounded preceding and current row' %}

with touches as (
    select * from {{ ref('int_web_touches_parsed') }}
),

traffic_channels as (
    select * from {{ ref('int_traffic_channels') }}
),

keep_visits as (
    select
        touches.*,
        traffic_channels.channel as own_channel,
        coalesce(
            'id:' || touches.anonymous_id, 'email:' || touches.email, 'touch:' || touches.touch_id
        ) as visitor_id
    from touches
    inner join traffic_channels
        on touches.traffic_key = traffic_channels.traffic_key
    where not touches.is_bot and not touches.is_internal
),

find_previous_visit as (
    select
        *,
        lag(occurred_at) over ({{ in_order }}) as previous_at,
        row_number() over ({{ in_order }}) as visit_number
    from keep_visits
),

start_sessions as (
    select
        *,
        case
            when occurred_at <= cast({{ dbt.dateadd('minute', gap, 'previous_at') }} as timestamp) then 0
            else 1
        end as is_session_start
    from find_previous_visit
),

-- The start of a session knows its channel: written behind its number, so that the latest start is the greatest.
number_sessions as (
    select
        *,
        sum(is_session_start) over ({{ so_far }}) as session_number,
        max(case when is_session_start = 1 then visit_number end) over ({{ so_far }}) as start_number,
        max(
            case
                when is_session_start = 1
                    then lpad(cast(visit_number as {{ dbt.type_string() }}), 12, '0') || own_channel
            end
        ) over ({{ so_far }}) as start_channel
    from start_sessions
),

-- A page reached from another page of one's own goes on with the visit: it came from where the visit came from.
inherit_channels as (
    select
        touch_id,
        occurred_at,
        anonymous_id,
        email,
        touch_type,
        utm_campaign,
        page,
        visitor_id || ' ' || cast(session_number as {{ dbt.type_string() }}) as session_id,
        visit_number - start_number + 1 as session_position,
        case
            when came_from_own_page and utm_source is null and click_id is null then substring(start_channel, 13)
            else own_channel
        end as channel
    from number_sessions
)

select * from inherit_channels
