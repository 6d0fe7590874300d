{% set period_keys = ['period_grain', 'period_start', 'period_end'] %}

with positions as (
    select * from {{ ref('int_pipeline_positions') }}
),

pipeline_periods as (
    select * from {{ ref('int_pipeline_periods') }}
),

outcomes as (
    select * from {{ ref('int_opportunity_outcomes') }}
),

closed_periods as (
    select
        period_grain,
        period_start,
        period_end,
        eve_on
    from pipeline_periods
    where period_grain in ('month', 'quarter') and period_end = measured_on
    group by period_grain, period_start, period_end, eve_on
),

recorded_deals as (
    select opportunity_id
    from positions
    group by opportunity_id
),

open_on_the_eve as (
    select
        pipeline_periods.period_grain,
        pipeline_periods.period_start,
        pipeline_periods.period_end,
        positions.opportunity_id,
        positions.segment,
        positions.seller as eve_seller,
        positions.close_date between pipeline_periods.period_start and pipeline_periods.period_end as is_due,
        coalesce({{ in_reporting_currency('positions.amount', 'positions.currency', 'pipeline_periods') }}, 0)
            as eve_amount
    from positions
    inner join pipeline_periods
        on
            positions.currency = pipeline_periods.currency
            and positions.valid_from <= pipeline_periods.eve_on
            and positions.valid_to >= pipeline_periods.eve_on
    where
        positions.is_pipeline
        and pipeline_periods.period_grain in ('month', 'quarter')
        and pipeline_periods.period_end = pipeline_periods.measured_on
),

closed_in_the_period as (
    select
        closed_periods.period_grain,
        closed_periods.period_start,
        closed_periods.period_end,
        outcomes.opportunity_id,
        outcomes.segment,
        outcomes.seller,
        outcomes.is_won,
        recorded_deals.opportunity_id is not null as has_history,
        coalesce(outcomes.reporting_amount, 0) as closed_amount,
        coalesce({{ in_reporting_currency('outcomes.amount', 'outcomes.currency', 'pipeline_periods') }}, 0)
            as amount_at_eve_rate
    from closed_periods
    inner join outcomes
        on
            closed_periods.period_start <= outcomes.closed_on
            and closed_periods.period_end >= outcomes.closed_on
    left join recorded_deals
        on outcomes.opportunity_id = recorded_deals.opportunity_id
    left join pipeline_periods
        on
            closed_periods.period_grain = pipeline_periods.period_grain
            and closed_periods.period_start = pipeline_periods.period_start
            and outcomes.currency = pipeline_periods.currency
    where outcomes.opportunity_type in ({{ quoted_list(var('kpi_opportunity_types')) }})
),

follow_deals as (
    select
        {% for column in period_keys + ['opportunity_id', 'segment'] %}
            coalesce(closed_in_the_period.{{ column }}, open_on_the_eve.{{ column }}) as {{ column }},
        {% endfor %}
        open_on_the_eve.eve_seller,
        coalesce(closed_in_the_period.seller, positions.seller, open_on_the_eve.eve_seller) as closing_seller,
        open_on_the_eve.opportunity_id is not null as was_pipeline,
        coalesce(open_on_the_eve.is_due, false) as is_due,
        coalesce(closed_in_the_period.is_won, false) as is_won,
        coalesce(not closed_in_the_period.is_won, false) as is_lost,
        coalesce(closed_in_the_period.has_history, true) as has_history,
        coalesce(open_on_the_eve.eve_amount, 0) as eve_amount,
        coalesce(closed_in_the_period.closed_amount, 0) as closed_amount,
        coalesce(closed_in_the_period.amount_at_eve_rate, 0) as amount_at_eve_rate
    from open_on_the_eve
    full outer join closed_in_the_period
        on
            open_on_the_eve.opportunity_id = closed_in_the_period.opportunity_id
            and open_on_the_eve.period_grain = closed_in_the_period.period_grain
            and open_on_the_eve.period_start = closed_in_the_period.period_start
    left join positions
        on
            open_on_the_eve.opportunity_id = positions.opportunity_id
            and open_on_the_eve.period_end >= positions.valid_from
            and open_on_the_eve.period_end <= positions.valid_to
)

select * from follow_deals
