{{ config(materialized=lasting_table(), incremental_strategy='append',
    pre_hook="{{ forget_changed(ref('int_buyer_fingerprints')) }}") }}
{% set order_of_touches = 'touched_at asc, source_rank asc, touch_key asc' %}

with fingerprints as (
    {{ fingerprints_to_build(ref('int_buyer_fingerprints'), first_row='seq') }}
),

{{ buyer_touches() }},

touches_to_build as (
    {{ rows_to_build('buyer_touches', ['buyer_id']) }}
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
        lag(channel) over (partition by buyer_id order by {{ order_of_touches }}) as previous_channel,
        fingerprint,
        cast({{ recipe_of_rows() }} as integer) as recipe
    from touches_to_build
)

select * from sequence_touches
