with journey_channels as (
    select * from {{ ref('int_journey_channels') }}
),

transitions as (
    select * from {{ ref('int_channel_transitions') }}
),

visits as (
    select * from {{ ref('int_channel_visits') }}
),

-- Journeys of as many channels are counted together, so that a share is rounded once.
count_journeys as (
    select
        conversion_type,
        channel,
        channel_count,
        sum(touch_count) as touch_count,
        count(*) as journey_count,
        sum(case when outcome = 'converted' then 1 else 0 end) as conversion_count
    from journey_channels
    group by conversion_type, channel, channel_count
),

measure_channels as (
    select
        conversion_type,
        channel,
        cast(sum(touch_count) as bigint) as touch_count,
        cast(sum(journey_count) as bigint) as journey_count,
        cast(sum(conversion_count) as bigint) as conversion_count,
        sum(cast(1e0 * conversion_count / channel_count as numeric(28, 15))) as shapley_conversions
    from count_journeys
    group by conversion_type, channel
),

find_conversions as (
    select
        conversion_type,
        from_state,
        transition_count
    from transitions
    where to_state = 'conversion'
),

count_conversions as (
    select
        conversion_type,
        sum(transition_count) as converted_journeys
    from find_conversions
    group by conversion_type
),

-- The probability of a conversion after a visit of the channel.
follow_channels as (
    select
        visits.conversion_type,
        visits.from_channel as channel,
        sum(cast(
            1e0 * visits.expected_visits * find_conversions.transition_count / measure_channels.touch_count
            as numeric(28, 16)
        )) as conversion_probability,
        max(case when visits.from_channel = visits.to_channel then visits.expected_visits end) as own_visits
    from visits
    inner join measure_channels
        on
            visits.conversion_type = measure_channels.conversion_type
            and visits.to_channel = measure_channels.channel
    left join find_conversions
        on
            visits.conversion_type = find_conversions.conversion_type
            and visits.to_channel = find_conversions.from_state
    group by visits.conversion_type, visits.from_channel
),

remove_channels as (
    select
        measure_channels.*,
        count_conversions.converted_journeys,
        coalesce(follow_channels.conversion_probability, 0) as conversion_probability,
        cast(
            1e0 * measure_channels.touch_count * coalesce(follow_channels.conversion_probability, 0)
            / follow_channels.own_visits / count_conversions.converted_journeys as numeric(16, 14)
        ) as removal_effect
    from measure_channels
    inner join follow_channels
        on
            measure_channels.conversion_type = follow_channels.conversion_type
            and measure_channels.channel = follow_channels.channel
    left join count_conversions
        on measure_channels.conversion_type = count_conversions.conversion_type
),

share_conversions as (
    select
        conversion_type,
        channel,
        touch_count,
        journey_count,
        conversion_count,
        cast(conversion_probability as numeric(13, 12)) as conversion_probability,
        removal_effect,
        cast(
            1e0 * removal_effect * converted_journeys
            / sum(removal_effect) over (partition by conversion_type) as numeric(28, 12)
        ) as markov_conversions,
        cast(shapley_conversions as numeric(28, 12)) as shapley_conversions
    from remove_channels
)

select * from share_conversions
