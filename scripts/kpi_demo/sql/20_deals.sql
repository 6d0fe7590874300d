-- New business: when each deal moved, who won, and what changed in the story.
create table deal_plans as
with drawn as (
    select
        number,
        'O' || lpad(number::varchar, 7, '0') as opportunity_id,
        1 + floor(draw('deal account', number) * (select companies from settings))::bigint as company_number,
        timestamp '2024-01-02 08:00:00' + to_days(floor(draw('deal day', number) * 905)::integer)
            + to_minutes(floor(draw('deal minute', number) * 600)::integer) as created_at
    from range(1, (select deals from settings) + 1) as numbers (number)
),

placed as (
    select
        drawn.*,
        companies.account_id,
        companies.segment,
        companies.industry,
        companies.owner_id,
        companies.currency,
        case companies.segment when 'Small business' then 32 when 'Mid-market' then 58 else 95 end
            * exp(0.35 * bell('cycle', drawn.number)) as planned_days,
        case companies.segment when 'Small business' then 6000 when 'Mid-market' then 28000 else 110000 end
            * exp(0.4 * bell('price', drawn.number)) * (1 + 0.05 * date_diff('month', timestamp '2024-01-01', drawn.created_at) / 12.0)
            as planned_price,
        [12, 12, 12, 12, 12, 12, 12, 24, 24, 36, 36, 6][pick('term', drawn.number, 12)] as term_months,
        channel_of(draw('channel', drawn.number), drawn.created_at) as channel,
        draw('unengaged', drawn.number) < 0.07 as is_never_engaged,
        drawn.number % 50 = 7 as is_reopened
    from drawn
    inner join companies on drawn.company_number = companies.number
    -- The coverage gap: from spring 2026 on, Mid-market hardly finds new deals.
    where not (companies.segment = 'Mid-market' and drawn.created_at >= timestamp '2026-03-15' and draw('gap', drawn.number) < 0.75)
),

timed as (
    select
        *,
        round(planned_price / 100) * 100 as annual_amount,
        created_at + to_hours(greatest(24, floor(24 * planned_days * case when is_never_engaged then 0.4 else 1 end))::integer)
            as first_closed_at
    from placed
),

closed as (
    select
        *,
        first_closed_at + to_days(case when is_reopened and not is_never_engaged then 35 else 0 end) as closed_at,
        case segment when 'Small business' then 0.33 when 'Mid-market' then 0.29 else 0.27 end
            + case channel when 'Referral' then 0.08 when 'Outbound' then -0.06 else 0 end as usual_win_rate
    from timed
)

select
    *,
    -- The collapse: from 2026 on, Enterprise proposals no longer reach negotiation.
    case when is_never_engaged then false
        else draw('outcome', number) < case when segment = 'Enterprise' and closed_at >= timestamp '2026-01-01' then 0.06 else usual_win_rate end
    end as is_winner,
    1 + pick('lost stage', number, 3) as lost_after
from closed;

create table stage_moves as
with fractions as (
    select * from (values
        (1, 'Prospecting', 0.0), (2, 'Qualification', 0.1), (3, 'Discovery', 0.3), (4, 'Proposal', 0.55), (5, 'Negotiation', 0.8)
    ) as stages (stage_number, stage_name, share)
),

open_moves as (
    select
        deal_plans.opportunity_id,
        fractions.stage_name,
        deal_plans.created_at + to_seconds(floor(fractions.share * date_diff('second', deal_plans.created_at, deal_plans.first_closed_at))::bigint)
            as changed_at,
        deal_plans.first_closed_at::date as expected_on
    from deal_plans
    cross join fractions
    where
        fractions.stage_number = 1
        or (not deal_plans.is_never_engaged and (deal_plans.is_winner or deal_plans.is_reopened or fractions.stage_number <= deal_plans.lost_after + 1))
),

closing_moves as (
    select opportunity_id, 'Closed Lost' as stage_name, first_closed_at as changed_at, first_closed_at::date as expected_on
    from deal_plans
    where is_reopened and not is_never_engaged
    union all
    select opportunity_id, 'Negotiation', first_closed_at + to_days(5), closed_at::date
    from deal_plans
    where is_reopened and not is_never_engaged
    union all
    select opportunity_id, case when is_winner then 'Closed Won' else 'Closed Lost' end, closed_at, closed_at::date
    from deal_plans
)

select * from open_moves where changed_at < timestamp '2026-07-01'
union all
select * from closing_moves where changed_at < timestamp '2026-07-01';

create table new_business as
with latest as (
    select
        opportunity_id,
        arg_max(stage_name, changed_at) as stage_name,
        arg_max(expected_on, changed_at) as expected_on,
        max(changed_at) as changed_at,
        min(changed_at) filter (where stage_name = 'Qualification') as engaged_at,
        min(changed_at) filter (where stage_name in ('Discovery', 'Proposal', 'Negotiation', 'Closed Won')) as qualified_at
    from stage_moves
    group by opportunity_id
)

select
    deal_plans.opportunity_id,
    deal_plans.number,
    deal_plans.account_id,
    deal_plans.owner_id,
    'new_business' as opportunity_type,
    deal_plans.segment,
    deal_plans.industry,
    deal_plans.channel,
    deal_plans.currency,
    latest.stage_name,
    case when number % 60 = 13 then null else deal_plans.annual_amount * deal_plans.term_months / 12
        + case when number % 3 = 0 then 0.1 * deal_plans.annual_amount else 0 end end as amount,
    case when number % 60 = 13 or number % 31 = 4 then null else deal_plans.annual_amount * deal_plans.term_months / 12 end
        as recurring_amount,
    deal_plans.annual_amount,
    deal_plans.term_months,
    -- Known oddities that a right build leaves out of the cycle, or dates by the first engagement.
    case
        when number % 70 = 11 then null
        when number % 90 = 17 and deal_plans.closed_at < timestamp '2026-06-01' then deal_plans.closed_at + to_days(20)
        else deal_plans.created_at
    end as created_at,
    latest.engaged_at,
    latest.qualified_at,
    latest.expected_on as close_date,
    case when latest.stage_name like 'Closed%' then latest.changed_at end as closed_at,
    latest.stage_name = 'Closed Won' as is_won,
    latest.stage_name = 'Closed Lost' as is_lost
from deal_plans
inner join latest on deal_plans.opportunity_id = latest.opportunity_id;
