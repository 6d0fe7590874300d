{% set described = [
    'decision_id', 'kpi', 'period_grain', 'period_start', 'segment', 'industry', 'seller', 'channel', 'playbook_cause',
    'finding', 'action', 'decision_owner', 'decided_on', 'deadline', 'expectation', 'expected_change',
    'decision_status', 'closed_on', 'closing_note',
] %}
{% set members = ['segment', 'industry', 'seller', 'channel'] %}

with decisions as (
    select * from {{ ref('int_kpi_decisions') }}
),

kpi_values as (
    select * from {{ ref('kpi_values') }}
),

definitions as (
    select * from {{ ref('kpi_definitions') }}
),

-- The untouched slices are the total less the slice: members add up.
compare_with_the_rest as (
    select
        decisions.decision_id,
        sliced.period_start,
        case when sliced.period_start > decisions.closed_on then 1 else 0 end as is_after,
        {{ safe_ratio('sliced.numerator', 'sliced.denominator') }} as slice_value,
        {{ safe_ratio('total.numerator - sliced.numerator', 'total.denominator - sliced.denominator') }} as rest_value
    from decisions
    inner join kpi_values as sliced
        on
            decisions.kpi = sliced.kpi
            and decisions.period_grain = sliced.period_grain
            {% for member in members %}
                and decisions.{{ member }} = sliced.{{ member }}
            {% endfor %}
            and (decisions.decided_on > sliced.period_end or decisions.closed_on < sliced.period_start)
    inner join kpi_values as total
        on
            sliced.kpi = total.kpi
            and sliced.period_grain = total.period_grain
            and sliced.period_start = total.period_start
            and total.slice = 'total'
    where decisions.decision_status = 'done' and sliced.is_final and sliced.slice <> 'total'
),

number_periods as (
    select
        *,
        row_number() over (partition by decision_id, is_after order by period_start) as first_number,
        row_number() over (partition by decision_id, is_after order by period_start desc) as last_number
    from compare_with_the_rest
    where slice_value is not null and rest_value is not null
),

keep_near_periods as (
    select * from number_periods
    where
        (is_after = 1 and first_number <= {{ var('decision_periods_after') }})
        or (is_after = 0 and last_number <= {{ var('decision_periods_before') }})
),

average_periods as (
    select
        decision_id,
        is_after,
        cast(count(*) as bigint) as period_count,
        cast(sum(slice_value) / count(*) as numeric(28, 9)) as slice_value,
        cast(sum(rest_value) / count(*) as numeric(28, 9)) as rest_value,
        cast(stddev_samp(slice_value - rest_value) as numeric(28, 9)) as lead_deviation
    from keep_near_periods
    group by decision_id, is_after
),

compare_before_and_after as (
    select
        decisions.*,
        cast(after_periods.slice_value - before_periods.slice_value as numeric(28, 9)) as slice_change,
        cast(after_periods.rest_value - before_periods.rest_value as numeric(28, 9)) as rest_change,
        cast({{ var('decision_noise_multiple') }} * before_periods.lead_deviation * sqrt(
            1.0 / before_periods.period_count + 1.0 / after_periods.period_count
        ) as numeric(28, 9)) as noise,
        coalesce(before_periods.period_count, 0) as periods_before,
        coalesce(after_periods.period_count, 0) as periods_after,
        case when definitions.direction = 'lower_is_better' then -1 else 1 end as good_sign
    from decisions
    left join definitions
        on decisions.kpi = definitions.kpi
    left join average_periods as before_periods
        on decisions.decision_id = before_periods.decision_id and before_periods.is_after = 0
    left join average_periods as after_periods
        on decisions.decision_id = after_periods.decision_id and after_periods.is_after = 1
),

judge_effects as (
    select
        {{ described | join(',\n        ') }},
        slice_change,
        rest_change,
        cast(slice_change - rest_change as numeric(28, 9)) as measured_effect,
        noise,
        periods_before,
        periods_after,
        cast(case
            when decision_status <> 'done' or periods_before < {{ var('decision_history_periods') }} then null
            when good_sign * (slice_change - rest_change) > noise then 'worked'
            when good_sign * (rest_change - slice_change) > noise then 'made_worse'
            when noise <= abs(expected_change) then 'no_effect'
            when noise is not null then 'too_noisy'
        end as {{ dbt.type_string() }}) as effect
    from compare_before_and_after
)

select * from judge_effects
