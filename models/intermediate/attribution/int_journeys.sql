{{ config(materialized=lasting_table(), incremental_strategy='append',
    pre_hook="{{ forget_changed(ref('int_conversion_fingerprints')) }}") }}
{% set keys, handling = ['conversion_type', 'conversion_id'], var('direct_handling') %}
with fingerprints as (
    {{ fingerprints_to_build(ref('int_conversion_fingerprints'), only='has_touches') }}
),

conversions as (
    {{ rows_to_build(ref('int_conversions'), keys) }}
),

touches as (
    select * from {{ ref('int_touches_sequenced') }}
),

open_windows as (
    select
        *,
        case
            when window_days > 0 then cast({{ dbt.dateadd('day', '-1 * window_days', 'converted_at') }} as timestamp)
        end as opened_at
    from conversions
    where buyer_id is not null
),

measure_journeys as (
    select
        open_windows.conversion_type,
        open_windows.conversion_id,
        min(touches.seq) as first_seq,
        max(touches.seq) as last_seq,
        max(touches.touched_at) as last_touched_at,
        {% for milestone in ['lead', 'opportunity'] %}
            {% for number in ['seq', 'named_seq'] %}
                max(case
                    when touches.touched_at <= open_windows.{{ milestone }}_created_at then touches.{{ number }}
                end) as {{ milestone }}_{{ number }},
            {% endfor %}
        {% endfor %}
        max(case when not touches.is_direct then touches.seq end) as last_named_touch,
        min(case when not touches.is_direct then touches.named_seq end) as first_named_seq,
        max(case when not touches.is_direct then touches.named_seq end) as last_named_seq,
        max(case when not touches.is_direct then touches.touched_at end) as last_named_at
    from open_windows
    inner join touches
        on
            open_windows.buyer_id = touches.buyer_id
            and open_windows.converted_at >= touches.touched_at
            and (open_windows.opened_at is null or open_windows.opened_at < touches.touched_at)
    group by open_windows.conversion_type, open_windows.conversion_id
),

-- Without any touch of a named channel, the direct ones stand.
handle_direct_touches as (
    select
        *,
        {% if handling == 'ignore_unless_only' %}
            first_named_seq is not null as is_named_only,
        {% else %}
            false as is_named_only,
        {% endif %}
        {% if handling == 'keep' %}
            last_seq as end_seq,
            last_touched_at as ended_at
        {% else %}
            coalesce(last_named_touch, last_seq) as end_seq,
            coalesce(last_named_at, last_touched_at) as ended_at
        {% endif %}
    from measure_journeys
),

number_touches as (
    select
        *,
        case when is_named_only then first_named_seq else first_seq end - 1 as position_offset,
        case when is_named_only then last_named_seq else end_seq end as end_number,
        case when is_named_only then lead_named_seq else lead_seq end as lead_number,
        case when is_named_only then opportunity_named_seq else opportunity_seq end as opportunity_number,
        case when is_named_only then last_named_seq else last_named_touch end as last_named_number
    from handle_direct_touches
),

describe_journeys as (
    select
        open_windows.conversion_type,
        open_windows.conversion_id,
        open_windows.buyer_id,
        open_windows.outcome,
        open_windows.converted_at,
        open_windows.amount,
        number_touches.first_seq,
        number_touches.end_seq as last_seq,
        number_touches.ended_at as last_touched_at,
        number_touches.is_named_only,
        number_touches.position_offset,
        number_touches.end_number - number_touches.position_offset as touch_count,
        -- A milestone before the first touch has none.
        {% for milestone in ['lead', 'opportunity'] %}
            case
                when number_touches.{{ milestone }}_number > number_touches.position_offset
                    then
                        least(number_touches.{{ milestone }}_number, number_touches.end_number)
                        - number_touches.position_offset
            end as {{ milestone }}_position,
        {% endfor %}
        case
            when open_windows.conversion_type = 'closed_won'
                then number_touches.end_number - number_touches.position_offset
        end as close_position,
        number_touches.last_named_number - number_touches.position_offset as last_named_position,
        open_windows.fingerprint,
        cast({{ recipe_of_rows() }} as integer) as recipe
    from number_touches
    inner join open_windows
        on
            number_touches.conversion_type = open_windows.conversion_type
            and number_touches.conversion_id = open_windows.conversion_id
)

select * from describe_journeys
