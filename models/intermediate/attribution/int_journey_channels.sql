with journeys as (
    select * from {{ ref('int_journeys') }}
),

touches as (
    select * from {{ ref('int_touches_sequenced') }}
),

count_touches as (
    select
        journeys.conversion_type,
        journeys.conversion_id,
        journeys.outcome,
        touches.channel,
        min(touches.seq) as first_seq,
        min(touches.channel_seq) as first_channel_seq,
        count(*) as touch_count
    from journeys
    inner join touches
        on {{ eligible_touch('journeys', 'touches') }}
    group by journeys.conversion_type, journeys.conversion_id, journeys.outcome, touches.channel
),

count_channels as (
    select
        *,
        count(*) over (partition by conversion_type, conversion_id) as channel_count
    from count_touches
)

select * from count_channels
