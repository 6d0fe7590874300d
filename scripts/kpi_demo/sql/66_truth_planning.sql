-- What was open on the eve of a quarter against its quota, what was forecast for it, and which targets were engaged.
create table closed_quarters as
select quarter::date as quarter, (quarter + interval 3 month - interval 1 day)::date as ends_on
from range(timestamp '2024-01-01', timestamp '2026-07-01', interval 3 month) as quarters (quarter);

-- The quarters to come are asked about on the last day, a closed one on its eve.
create table covered_quarters as
select
    quarter::date as quarter,
    (quarter + interval 3 month - interval 1 day)::date as ends_on,
    least(quarter::date - 1, date '2026-06-30') as measured_on
from range(timestamp '2024-01-01', timestamp '2027-04-01', interval 3 month) as quarters (quarter);

create table opening_pipeline as
with states as (
    select
        covered_quarters.quarter,
        moves.opportunity_id,
        arg_max(moves.stage_name, moves.changed_at) as stage_name,
        arg_max(moves.expected_on, moves.changed_at) as expected_on
    from covered_quarters
    inner join stage_moves as moves on moves.changed_at::date <= covered_quarters.measured_on
    group by all
)

select states.quarter, deals.segment, exact_sum(deals.amount * euros.euros) as amount, count(*) as deals
from states
inner join new_business as deals on states.opportunity_id = deals.opportunity_id
inner join covered_quarters on states.quarter = covered_quarters.quarter
inner join euros on deals.currency = euros.currency and covered_quarters.measured_on = euros.rate_on
where
    states.stage_name in ('Discovery', 'Proposal', 'Negotiation') and deals.amount is not null
    and states.expected_on between states.quarter and covered_quarters.ends_on
group by all;

create table coverage_leaves as
select covered_quarters.quarter, seller_quarters.segment, exact_sum(seller_quarters.quota_amount) as quota
from covered_quarters inner join seller_quarters on covered_quarters.quarter = seller_quarters.period_start
where covered_quarters.quarter > (select min(changed_at)::date from stage_moves)
group by all;

create table forecast_leaves as
select seller_quarters.period_start as quarter, seller_quarters.segment, seller_quarters.user_id, seller_quarters.won_euros as actual, (
    select arg_max(forecast_amount, submitted_at)::double from forecasts
    where forecasts.user_id = seller_quarters.user_id and forecasts.period_start = seller_quarters.period_start
        and forecast_category = 'commit' and submitted_at::date <= forecasts.period_start
) as forecast
from seller_quarters where period_start in (select quarter from closed_quarters);

create table abm_leaves as
with listed as (
    select
        closed_quarters.quarter, closed_quarters.ends_on, parents.parent_account_id,
        max(case when exclusion_reason is null then 1 else 0 end) as is_kept
    from closed_quarters
    inner join target_accounts
        on listed_on <= closed_quarters.quarter and (delisted_on is null or delisted_on > closed_quarters.quarter)
    inner join parents on target_accounts.account_id = parents.account_id
    where exclusion_reason is null
    group by all
)

select
    listed.quarter, tops.segment, listed.parent_account_id,
    tops.is_icp and count(distinct touches.contact_id) >= 2
        and coalesce(sum(case touches.kind when 'demo_request' then 20 when 'form_submit' then 10 when 'event' then 15
            when 'partner' then 10 when 'outbound' then 5 else 1 end), 0) >= 20 as is_engaged
from listed
inner join companies as tops on listed.parent_account_id = tops.account_id
left join parents as family on listed.parent_account_id = family.parent_account_id
left join all_touches as touches
    on family.account_id = touches.account_id
    and touches.occurred_at::date between listed.ends_on - 89 and listed.ends_on
where not tops.is_competitor and not exists (
    select 1 from subscriptions
    inner join parents as payers on subscriptions.account_id = payers.account_id
    where payers.parent_account_id = listed.parent_account_id
        and started_on <= listed.quarter and (ended_on is null or listed.quarter < ended_on)
)
group by listed.quarter, tops.segment, listed.parent_account_id, tops.is_icp;

create table truth_planning as
select 'kpi_pipeline_coverage' as kpi, coverage_leaves.quarter, coalesce(coverage_leaves.segment, 'All') as segment,
    coalesce(exact_sum(opening_pipeline.amount), 0) as numerator, exact_sum(quota) as denominator, coalesce(sum(opening_pipeline.deals), 0)::bigint as sample_size
from coverage_leaves
left join opening_pipeline on coverage_leaves.quarter = opening_pipeline.quarter and coverage_leaves.segment = opening_pipeline.segment
group by grouping sets ((coverage_leaves.quarter), (coverage_leaves.quarter, coverage_leaves.segment))
union all
select 'kpi_forecast_accuracy', quarter, coalesce(segment, 'All'), exact_sum(forecast), exact_sum(actual), count(*)
from forecast_leaves where forecast is not null group by grouping sets ((quarter), (quarter, segment))
union all
select 'kpi_abm_qualification_rate', quarter, coalesce(segment, 'All'), count(*) filter (where is_engaged)::double, count(*)::double, count(*)
from abm_leaves group by grouping sets ((quarter), (quarter, segment));
