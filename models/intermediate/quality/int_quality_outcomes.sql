{% set rules = [
    ('open_past_close_date', 'not is_closed and close_date < as_of_on', 'Still open after its close date: outside the open pipeline.'),
    ('closed_without_date', 'is_closed and closed_on is null', 'Won or lost on no known day: outside every KPI by close date.'),
    ('closed_after_as_of', 'is_closed and closed_on > as_of_on', 'Won or lost later than as_of: still open.'),
    ('never_engaged', 'opportunity_id_closed is not null and not was_engaged', 'Won or lost without ever being engaged: outside the win rate.'),
    ('created_date_missing', 'opportunity_id_closed is not null and created_at is null', 'The first engaged day stands in for the creation date, where there is one.'),
    ('closed_before_created', 'opportunity_id_closed is not null and created_on is not null and cycle_days is null', 'Closed before it was created: outside the sales cycle.'),
    ('recurring_amount_missing', 'is_won_deal and recurring_amount is null', 'The amount stands in for the recurring amount in the contract value.'),
    ('term_missing', 'is_won_deal and coalesce(term_months, 0) <= 0', 'Without a term: the contract is taken to be for a year.'),
    ('stage_regressed', 'has_regressed', 'Moved back to an earlier stage at least once.'),
    ('reopened', 'was_reopened', 'Open again after having been won or lost: counted once, with its last outcome.'),
] %}
{% set history_rules = [
    ('changed_in_the_future', 'is_in_the_future', 'Later than as_of and the start of the run: a mistake, left out.'),
] %}

with live_deals as (
    select * from {{ ref('int_opportunities') }}
),

outcomes as (
    select * from {{ ref('int_opportunity_outcomes') }}
),

changes as (
    select * from {{ ref('int_opportunity_changes') }}
),

opportunity_history as (
    select * from {{ ref('int_crm_opportunity_history_accepted') }}
),

as_of as (
    select * from {{ ref('int_as_of') }}
),

compare_with_next_change as (
    select
        opportunity_id,
        stage_order,
        is_won or is_lost as was_closed,
        lead(stage_order) over (partition by opportunity_id order by change_number asc) as next_stage_order,
        lead(is_won or is_lost) over (partition by opportunity_id order by change_number asc) as is_closed_next
    from changes
    where not is_after_as_of
),

find_regressions as (
    select
        opportunity_id,
        max(case when next_stage_order < stage_order and not was_closed then 1 else 0 end) = 1 as has_regressed,
        max(case when was_closed and not is_closed_next then 1 else 0 end) = 1 as was_reopened
    from compare_with_next_change
    group by opportunity_id
),

describe_deals as (
    select
        live_deals.opportunity_id,
        live_deals.as_of_on,
        live_deals.close_date,
        live_deals.created_at,
        live_deals.recurring_amount,
        live_deals.term_months,
        coalesce(live_deals.is_won or live_deals.is_lost, false) as is_closed,
        live_deals.closed_on,
        outcomes.opportunity_id as opportunity_id_closed,
        outcomes.was_engaged,
        outcomes.created_on,
        outcomes.cycle_days,
        outcomes.is_won as is_won_deal,
        find_regressions.has_regressed,
        find_regressions.was_reopened
    from live_deals
    left join outcomes
        on live_deals.opportunity_id = outcomes.opportunity_id
    left join find_regressions
        on live_deals.opportunity_id = find_regressions.opportunity_id
),

date_changes as (
    select
        opportunity_history.changed_at > as_of.run_started_at
        and cast(opportunity_history.changed_at as date) > as_of.as_of_on as is_in_the_future
    from opportunity_history
    cross join as_of
),

apply_rules as (
    {{ count_rules('describe_deals', 'crm_opportunities', rules) }}
    union all
    {{ count_rules('date_changes', 'crm_opportunity_history', history_rules) }}
)

select * from apply_rules
