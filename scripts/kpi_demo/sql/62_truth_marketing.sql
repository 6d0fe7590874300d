-- Qualification by cohort, and the position-based credit of every deal that became pipeline.
create table mql_people as
select
    coalesce(leads.contact_id, leads.email) as person,
    min(coalesce(leads.segment, 'Unknown')) as segment,
    min(leads.mql_at) as mql_at,
    min(leads.sql_at) as sql_at
from leads
group by all;

create table all_touches as
select touch_id, 1 as source_rank, account_id, contact_id, channel, occurred_at, touch_type_of(number) as kind from web_touches where account_id is not null
union all
select campaign_member_id, 2, account_id, contact_id, channel, occurred_at, campaign_type from campaign_members;

create table pipeline_deals as
select
    deals.opportunity_id,
    deals.account_id,
    deals.segment,
    greatest(deals.qualified_at, coalesce(deals.created_at, deals.qualified_at)) as qualified_at,
    deals.amount::double * euros.euros as amount_euros
from new_business as deals
inner join euros
    on deals.currency = euros.currency and greatest(deals.qualified_at, coalesce(deals.created_at, deals.qualified_at))::date = euros.rate_on
where deals.qualified_at is not null and deals.amount is not null;

create table credits as
with ranked as (
    select
        deals.opportunity_id,
        touches.channel,
        row_number() over ordered as place,
        count(*) over (partition by deals.opportunity_id) as touch_count
    from pipeline_deals as deals
    inner join all_touches as touches
        on deals.account_id = touches.account_id
        and touches.occurred_at <= deals.qualified_at
        and touches.occurred_at > deals.qualified_at - interval 365 day
    window ordered as (partition by deals.opportunity_id order by touches.occurred_at, touches.source_rank, touches.touch_id)
)

select
    opportunity_id,
    channel,
    case
        when touch_count = 1 then 1.0
        when touch_count = 2 then 0.5
        when place in (1, touch_count) then 0.4
        else 0.2 / (touch_count - 2)
    end as weight
from ranked;

create table organic_leaves as
select
    date_trunc('quarter', pipeline_deals.qualified_at)::date as quarter,
    pipeline_deals.segment,
    pipeline_deals.amount_euros,
    coalesce(exact_sum(case when credits.channel = 'Organic Search' then credits.weight end), 0) as organic_weight
from pipeline_deals
left join credits on pipeline_deals.opportunity_id = credits.opportunity_id
group by quarter, pipeline_deals.segment, pipeline_deals.amount_euros, pipeline_deals.opportunity_id;

-- A new customer is a parent account on the day of its first won deal.
create table first_wins as
select
    parents.parent_account_id,
    arg_min(deals.opportunity_id, deals.closed_at) as opportunity_id,
    min(deals.close_date) as won_on
from new_business as deals
inner join parents on deals.account_id = parents.account_id
where deals.is_won
group by parents.parent_account_id;

create table new_margin as
select
    date_trunc('quarter', first_wins.won_on)::date as quarter,
    exact_sum(subscriptions.monthly_amount * constant_euros.euros
        * case when first_wins.won_on < date '2025-01-01' then 0.78 when companies.segment = 'Enterprise' then 0.82 else 0.8 end) as margin,
    count(distinct first_wins.parent_account_id) as customers
from first_wins
inner join subscriptions on first_wins.opportunity_id = subscriptions.acquisition_opportunity_id
inner join constant_euros on subscriptions.currency = constant_euros.currency
inner join companies on subscriptions.account_id = companies.account_id
group by all;

create table acquisition_cost as
select date_trunc('quarter', cost_month)::date as quarter, sum(amount)::double as cost
from (
    select cost_month, amount from costs where cost_category in ('sales', 'marketing')
    union all
    select spend_date, cost from ads_spend
)
group by all;

create table truth_marketing as
select 'kpi_mql_to_sql_rate' as kpi, date_trunc('quarter', mql_at)::date as quarter, coalesce(segment, 'All') as segment,
    count(*) filter (where date_diff('day', mql_at::date, sql_at::date) between 0 and 90)::double as numerator,
    count(*)::double as denominator, count(*) as sample_size
from mql_people where mql_at is not null group by grouping sets ((quarter), (quarter, segment))
union all
select 'kpi_organic_pipeline_share', quarter, coalesce(segment, 'All'), exact_sum(amount_euros * organic_weight), exact_sum(amount_euros), count(*)
from organic_leaves group by grouping sets ((quarter), (quarter, segment))
union all
select 'kpi_cac_payback_months', quarter, 'All', cost, margin, customers
from acquisition_cost inner join new_margin using (quarter);
