with counts as (
    select * from {{ ref('int_stage_counts') }}
),

-- Deals that are lost stand longer: on any day more of those that stand in a stage are lost than of those that entered.
weigh_by_days as (
    select
        *,
        coalesce({{ safe_ratio('closed_deals * won_days', 'closed_days') }}, 0) as won_by_days
    from counts
),

-- Half a win and half a loss keep the rate of few deals off 0 and 1. Before the first deal is closed nothing is known.
rate_all_deals as (
    select
        known_on,
        cast(round({{ safe_ratio('won_deals + 0.5', 'closed_deals + 1') }}, 6) as numeric(9, 6)) as win_probability,
        cast(round({{ safe_ratio('won_by_days + 0.5', 'closed_deals + 1') }}, 6) as numeric(9, 6))
            as open_probability
    from weigh_by_days
    where stage_label = 'All' and closed_deals > 0
),

rate_stages as (
    select
        weigh_by_days.known_on,
        {% for rate, won in [('win_probability', 'won_deals'), ('open_probability', 'won_by_days')] %}
            case
                when weigh_by_days.stage_label = 'All' then rate_all_deals.{{ rate }}
                else {{ shrunk_rate('weigh_by_days.' ~ won, 'weigh_by_days.closed_deals', 'rate_all_deals.' ~ rate) }}
            end as {{ rate }},
        {% endfor %}
        weigh_by_days.stage_label
    from weigh_by_days
    inner join rate_all_deals
        on weigh_by_days.known_on = rate_all_deals.known_on
    where weigh_by_days.segment = 'All'
),

rate_segments as (
    select
        weigh_by_days.known_on,
        weigh_by_days.stage_label,
        weigh_by_days.stage_order,
        weigh_by_days.segment,
        weigh_by_days.entered_deals,
        weigh_by_days.open_deals,
        weigh_by_days.closed_deals,
        weigh_by_days.won_deals,
        case
            when weigh_by_days.segment = 'All' then rate_stages.win_probability
            else {{ shrunk_rate(
                'weigh_by_days.won_deals', 'weigh_by_days.closed_deals', 'rate_stages.win_probability'
            ) }}
        end as win_probability,
        case
            when weigh_by_days.segment = 'All' then rate_stages.open_probability
            else {{ shrunk_rate(
                'weigh_by_days.won_by_days', 'weigh_by_days.closed_deals', 'rate_stages.open_probability'
            ) }}
        end as open_probability
    from weigh_by_days
    inner join rate_stages
        on
            weigh_by_days.known_on = rate_stages.known_on
            and weigh_by_days.stage_label = rate_stages.stage_label
)

select * from rate_segments
