{# As many arrivals as departures; every journey ends; the expected visits from the start are the touches per journey;
   the probability of a conversion from the start is the conversion rate; both shares add up to the conversions. #}
{{ config(store_failures=true) }}

{% set close_to_zero = '0.000000001' %}

with journeys as (
    select * from {{ ref('int_journeys') }}
),

transitions as (
    select * from {{ ref('int_channel_transitions') }}
),

visits as (
    select * from {{ ref('int_channel_visits') }}
),

effects as (
    select * from {{ ref('int_channel_effects') }}
),

count_journeys as (
    select
        conversion_type,
        count(*) as journey_count,
        sum(case when outcome = 'converted' then 1 else 0 end) as conversion_count
    from journeys
    group by conversion_type
),

count_passages as (
    select
        effects.conversion_type,
        effects.channel,
        effects.touch_count,
        sum(case when transitions.to_state = effects.channel then transitions.transition_count else 0 end)
            as arrival_count,
        sum(case when transitions.from_state = effects.channel then transitions.transition_count else 0 end)
            as departure_count,
        sum(case
            when transitions.from_state = effects.channel and transitions.to_state in ('conversion', 'null')
                then transitions.transition_count
            else 0
        end) as ending_count,
        sum(case
            when transitions.from_state = 'start' and transitions.to_state = effects.channel
                then transitions.transition_count
            else 0
        end) as starting_count
    from effects
    inner join transitions
        on effects.conversion_type = transitions.conversion_type
    group by effects.conversion_type, effects.channel, effects.touch_count
),

find_loose_ends as (
    select
        conversion_type,
        concat(channel, ' is entered and left another number of times than it is touched') as complaint
    from count_passages
    where arrival_count <> touch_count or departure_count <> touch_count
    union all
    select
        visits.conversion_type,
        concat('journeys from ', visits.from_channel, ' on do not all end') as complaint
    from visits
    inner join count_passages
        on
            visits.conversion_type = count_passages.conversion_type
            and visits.to_channel = count_passages.channel
    group by visits.conversion_type, visits.from_channel
    having
        abs(1 - sum(1e0 * visits.expected_visits * count_passages.ending_count / count_passages.touch_count))
        > {{ close_to_zero }}
),

find_wrong_visits as (
    select
        visits.conversion_type,
        concat('the expected visits of ', visits.to_channel, ' are not its touches per journey') as complaint
    from visits
    inner join count_passages as leaving
        on
            visits.conversion_type = leaving.conversion_type
            and visits.from_channel = leaving.channel
    inner join count_passages as reached
        on
            visits.conversion_type = reached.conversion_type
            and visits.to_channel = reached.channel
    group by visits.conversion_type, visits.to_channel, reached.touch_count
    having
        abs(sum(1e0 * visits.expected_visits * leaving.starting_count) - reached.touch_count)
        > {{ close_to_zero }} * reached.touch_count
),

find_wrong_sums as (
    select
        effects.conversion_type,
        'the probability of a conversion, the Markov shares or the Shapley values do not add up to the conversions'
            as complaint
    from effects
    inner join count_passages
        on
            effects.conversion_type = count_passages.conversion_type
            and effects.channel = count_passages.channel
    inner join count_journeys
        on effects.conversion_type = count_journeys.conversion_type
    group by effects.conversion_type, count_journeys.conversion_count, count_journeys.journey_count
    having
        abs(sum(1e0 * effects.conversion_probability * count_passages.starting_count) - count_journeys.conversion_count)
        > {{ close_to_zero }} * count_journeys.journey_count
        or abs(coalesce(sum(effects.markov_conversions), 0) - count_journeys.conversion_count) > {{ close_to_zero }}
        or abs(sum(effects.shapley_conversions) - count_journeys.conversion_count) > {{ close_to_zero }}
),

stack_complaints as (
    select * from find_loose_ends
    union all
    select * from find_wrong_visits
    union all
    select * from find_wrong_sums
),

name_problems as (
    select concat('attribution: ', conversion_type, ': ', complaint, '. This is a defect: report it.') as problem
    from stack_complaints
)

select * from name_problems
