{% set counts = {
    'entered_deals': '1',
    'closed_deals': 'case when is_open then 0 else 1 end',
    'won_deals': 'case when is_won then 1 else 0 end',
    'open_deals': 'case when is_open then 1 else 0 end',
} %}
{% set state_keys = ['opportunity_id', 'valid_from', 'segment', 'is_open', 'is_won'] %}

with choose_days as (
    select measured_on as known_on
    from {{ ref('int_coverage_periods') }}
    where period_grain in ('month', 'quarter')
    group by measured_on
),

recorded_states as (
    select
        *,
        cast(
            {{ dbt.datediff('valid_from', 'valid_to', 'day') }} as integer -- noqa: LT05
        ) + 1 as day_count
    from {{ ref('int_opportunity_states') }}
    where has_history and opportunity_type in ({{ quoted_list(var('kpi_opportunity_types')) }})
),

-- What a deal was on the days from the first to the last, and no outcome of a later one.
look_at_deals as (
    select
        {{ listed(state_keys, 'recorded_states') }},
        min(choose_days.known_on) as first_known_on,
        max(choose_days.known_on) as last_known_on
    from choose_days
    inner join recorded_states
        on choose_days.known_on between recorded_states.valid_from and recorded_states.valid_to
    group by
        {{ listed(state_keys, 'recorded_states') }}
),

-- Only the days of closed deals are used, and these have ended by then.
follow_stages as (
    select
        {{ listed(state_keys + ['first_known_on', 'last_known_on'], 'look_at_deals') }},
        recorded_states.stage_label,
        min(recorded_states.stage_order) as stage_order,
        sum(recorded_states.day_count) as days_in_stage,
        row_number() over (
            partition by look_at_deals.opportunity_id, look_at_deals.valid_from order by recorded_states.stage_label
        ) as stage_number
    from look_at_deals
    inner join recorded_states
        on
            look_at_deals.opportunity_id = recorded_states.opportunity_id
            and look_at_deals.valid_from >= recorded_states.valid_from
    where recorded_states.is_open
    group by
        {{ listed(state_keys + ['first_known_on', 'last_known_on'], 'look_at_deals') }},
        recorded_states.stage_label
),

-- Deals of one kind are counted before they stand on every day. Over all stages a deal counts once, with all its days.
sum_deals as (
    select
        first_known_on,
        last_known_on,
        stage_label,
        segment,
        min(stage_order) as stage_order,
        {% for column, of_a_deal in counts.items() %}
            sum(case when stage_number = 1 then {{ of_a_deal }} else 0 end) as {{ column }}_once,
            sum({{ of_a_deal }}) as {{ column }},
        {% endfor %}
        sum(case when is_open then 0 else days_in_stage end) as closed_days,
        sum(case when is_won then days_in_stage else 0 end) as won_days
    from follow_stages
    group by first_known_on, last_known_on, stage_label, segment
),

sum_counts as (
    select
        choose_days.known_on,
        coalesce(sum_deals.stage_label, 'All') as stage_label,
        coalesce(sum_deals.segment, 'All') as segment,
        min(sum_deals.stage_order) as stage_order,
        {% for column in counts %}
            cast(sum(sum_deals.{{ column }}_once) as bigint) as {{ column }}_once,
            cast(sum(sum_deals.{{ column }}) as bigint) as {{ column }},
        {% endfor %}
        cast(sum(sum_deals.closed_days) as bigint) as closed_days,
        cast(sum(sum_deals.won_days) as bigint) as won_days,
        grouping(sum_deals.stage_label) as is_over_all_stages
    from choose_days
    inner join sum_deals
        on choose_days.known_on between sum_deals.first_known_on and sum_deals.last_known_on
    group by grouping sets (
        (choose_days.known_on),
        (choose_days.known_on, sum_deals.stage_label),
        (choose_days.known_on, sum_deals.stage_label, sum_deals.segment)
    )
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
