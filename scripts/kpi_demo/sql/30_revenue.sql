-- What was sold recurs: subscriptions, renewals, expansions, plan changes, churn and returns.
create table contracts as
with won as (
    select
        opportunity_id,
        number,
        account_id,
        segment,
        currency,
        term_months,
        closed_at::date + 1 as started_on,
        round(annual_amount / 12.0, 2)::decimal(18, 2) as monthly_amount,
        annual_amount,
        closed_at::date + 1 + to_months(greatest(term_months, 12)::integer) as first_end
    from new_business
    where is_won
)

select
    *,
    first_end::date as renewal_on,
    draw('churn', number) < case segment when 'Small business' then 0.24 when 'Mid-market' then 0.13 else 0.07 end as churns,
    draw('shrink', number) < 0.12 as shrinks,
    draw('expand', number) < 0.38 as expands,
    draw('return', number) < 0.25 as returns,
    (started_on + to_days(120 + floor(draw('expand day', number) * 200)::integer))::date as expanded_on
from won;

create table subscriptions as
-- The contract itself, to its end where the customer leaves, or to the day its plan changes.
select
    'S' || lpad((number * 10 + 1)::varchar, 8, '0') as subscription_id,
    account_id,
    started_on,
    case when (churns or shrinks) and renewal_on <= date '2026-06-30' then renewal_on end as ended_on,
    monthly_amount,
    currency,
    'Base' as plan_name,
    opportunity_id as acquisition_opportunity_id
from contracts
union all
-- A smaller plan from the day of the renewal.
select 'S' || lpad((number * 10 + 2)::varchar, 8, '0'), account_id, renewal_on, null,
    round(monthly_amount * 0.8, 2)::decimal(18, 2), currency, 'Light', null
from contracts
where shrinks and not churns and renewal_on <= date '2026-06-30'
union all
-- More seats, on top.
select 'S' || lpad((number * 10 + 3)::varchar, 8, '0'), account_id, expanded_on,
    case when churns and renewal_on <= date '2026-06-30' then renewal_on end,
    round(monthly_amount * 0.3, 2)::decimal(18, 2), currency, 'Seats', null
from contracts
where expands and expanded_on <= date '2026-06-30' and expanded_on < renewal_on
union all
-- Left, and came back two months later.
select 'S' || lpad((number * 10 + 4)::varchar, 8, '0'), account_id, (renewal_on + to_days(61))::date, null,
    monthly_amount, currency, 'Base', null
from contracts
where churns and returns and (renewal_on + to_days(61))::date <= date '2026-06-30';

create table follow_on_deals as
select
    'R' || lpad(number::varchar, 7, '0') as opportunity_id,
    account_id,
    'renewal' as opportunity_type,
    case when shrinks then round(annual_amount * 0.8) else annual_amount end as annual_amount,
    12 as term_months,
    currency,
    (renewal_on - to_days(45)) + to_hours(9) as created_at,
    renewal_on as close_date,
    case when renewal_on > date '2026-06-30' then 'Negotiation' when churns then 'Closed Lost' else 'Closed Won' end as stage_name
from contracts
where renewal_on - to_days(45) < date '2026-06-30'
union all
select
    'E' || lpad(number::varchar, 7, '0'),
    account_id,
    'expansion',
    round(annual_amount * 0.3),
    case when number % 4 = 0 then 6 else 12 end,
    currency,
    (expanded_on - to_days(20)) + to_hours(10),
    expanded_on,
    case when expanded_on > date '2026-06-30' then 'Proposal' else 'Closed Won' end
from contracts
where expands and expanded_on - to_days(20) < date '2026-06-30' and expanded_on < renewal_on;

create table opportunities as
select
    new_business.opportunity_id,
    new_business.account_id,
    new_business.owner_id,
    new_business.opportunity_type,
    new_business.channel,
    new_business.currency,
    new_business.stage_name,
    new_business.amount::decimal(18, 2) as amount,
    new_business.recurring_amount::decimal(18, 2) as recurring_amount,
    new_business.term_months,
    new_business.created_at,
    new_business.engaged_at,
    new_business.qualified_at,
    new_business.close_date,
    new_business.closed_at,
    new_business.is_won,
    new_business.is_lost,
    new_business.number
from new_business
union all
select
    follow_on_deals.opportunity_id,
    follow_on_deals.account_id,
    companies.owner_id,
    follow_on_deals.opportunity_type,
    null as channel,
    follow_on_deals.currency,
    follow_on_deals.stage_name,
    (follow_on_deals.annual_amount * follow_on_deals.term_months / 12.0)::decimal(18, 2) as amount,
    (follow_on_deals.annual_amount * follow_on_deals.term_months / 12.0)::decimal(18, 2) as recurring_amount,
    follow_on_deals.term_months,
    follow_on_deals.created_at,
    follow_on_deals.created_at as engaged_at,
    follow_on_deals.created_at as qualified_at,
    follow_on_deals.close_date,
    case when follow_on_deals.stage_name like 'Closed%' then follow_on_deals.close_date + to_hours(17) end as closed_at,
    follow_on_deals.stage_name = 'Closed Won' as is_won,
    follow_on_deals.stage_name = 'Closed Lost' as is_lost,
    0 as number
from follow_on_deals
inner join companies on follow_on_deals.account_id = companies.account_id;

-- One rate a month per currency, quoted on the first day; dollars are quoted the other way round.
create table exchange_rates as
with months as (
    select (date '2022-12-01' + to_months(number::integer))::date as rate_date, number
    from range(0, 44) as numbers (number)
)

select rate_date, 'GBP' as from_currency, 'EUR' as to_currency,
    round(1.15 + 0.02 * bell('pound', number), 4)::decimal(18, 4) as rate
from months
union all
select rate_date, 'EUR', 'USD', round(1.09 + 0.02 * bell('dollar', number), 4)::decimal(18, 4)
from months;

create table daily_rates as
select
    days.day::date as rate_on,
    rates.from_currency,
    rates.to_currency,
    arg_max(rates.rate, rates.rate_date) as rate
from range(date '2023-01-01', date '2026-07-01', interval 1 day) as days (day)
inner join exchange_rates as rates on rates.rate_date <= days.day
group by all;

-- Euros for one unit of a currency on a day.
create table euros as
select rate_on, 'EUR' as currency, 1::double as euros from daily_rates group by all
union all
select rate_on, 'GBP', rate::double from daily_rates where from_currency = 'GBP'
union all
select rate_on, 'USD', 1 / rate::double from daily_rates where to_currency = 'USD';
