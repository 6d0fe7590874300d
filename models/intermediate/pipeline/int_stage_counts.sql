{% set counts = ['entered_deals', 'closed_deals', 'won_deals', 'open_deals'] %}
{% set deal_keys = ['known_on', 'opportunity_id', 'segment', 'is_open', 'is_won'] %}

with states as (
    select * from {{ ref('int_opportunity_states') }}
),

coverage_periods as (
    select * from {{ ref('int_coverage_periods') }}
    where period_grain in ('month', 'quarter')
),

choose_days as (
    select measured_on as known_on
    from coverage_periods
    group by measured_on
),

recorded_states as (
    select
        *,
        cast(
            {{ dbt.datediff('valid_from', 'valid_to', 'day') }} as integer -- noqa: LT05
        ) + 1 as day_count
    from states
    where has_history and opportunity_type in ({{ quoted_list(var('kpi_opportunity_types')) }})
),

-- What a deal was on the day, and no outcome of a later one.
look_at_deals as (
    select
        choose_days.known_on,
        recorded_states.opportunity_id,
        recorded_states.segment,
        recorded_states.is_open,
        recorded_states.is_won
    from choose_days
    inner join recorded_states
        on choose_days.known_on between recorded_states.valid_from and recorded_states.valid_to
),

-- Only the days of closed deals are used, and these have ended by then.
follow_stages as (
    select
        {% for key in deal_keys %}
            look_at_deals.{{ key }},
        {% endfor %}
        recorded_states.stage_label,
        min(recorded_states.stage_order) as stage_order,
        sum(recorded_states.day_count) as days_in_stage,
        row_number() over (
            partition by look_at_deals.known_on, look_at_deals.opportunity_id order by recorded_states.stage_label
        ) as stage_number
    from look_at_deals
    inner join recorded_states
        on
            look_at_deals.opportunity_id = recorded_states.opportunity_id
            and look_at_deals.known_on >= recorded_states.valid_from
    where recorded_states.is_open
    group by
        {% for key in deal_keys %}
            look_at_deals.{{ key }},
        {% endfor %}
        recorded_states.stage_label
),

count_deals as (
    select
        known_on,
        stage_label,
        segment,
        stage_order,
        stage_number,
        1 as entered_deals,
        case when is_open then 0 else 1 end as closed_deals,
        case when is_won then 1 else 0 end as won_deals,
        case when is_open then 1 else 0 end as open_deals,
        case when is_open then 0 else days_in_stage end as closed_days,
        case when is_won then days_in_stage else 0 end as won_days
    from follow_stages
),

-- Over all stages a deal counts once, with all its days.
sum_counts as (
    select
        known_on,
        coalesce(stage_label, 'All') as stage_label,
        coalesce(segment, 'All') as segment,
        min(stage_order) as stage_order,
        {% for column in counts %}
            cast(sum(case when stage_number = 1 then {{ column }} else 0 end) as bigint) as {{ column }}_once,
            cast(sum({{ column }}) as bigint) as {{ column }},
        {% endfor %}
        cast(sum(closed_days) as bigint) as closed_days,
        cast(sum(won_days) as bigint) as won_days,
        grouping(stage_label) as is_over_all_stages
    from count_deals
    group by grouping sets ((known_on), (known_on, stage_label), (known_on, stage_label, segment))
),

choose_counts as (
    select
        known_on,
        stage_label,
        segment,
        case when is_over_all_stages = 0 then stage_order end as stage_order,
        {% for column in counts %}
            case when is_over_all_stages = 1 then {{ column }}_once else {{ column }} end as {{ column }},
        {% endfor %}
        closed_days,
        won_days
    from sum_counts
)

select * from choose_counts
