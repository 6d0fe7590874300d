-- Recurring revenue by parent account, at the rates of the first day of the fiscal year of the last day.
create table constant_euros as
select currency, euros from euros where rate_on = date '2026-01-01';

create table month_ends as
select last_day((date '2023-01-01' + to_months(number::integer))::date)::date as day from range(0, 42) as numbers (number);

create table recurring as
select
    month_ends.day,
    parents.parent_account_id,
    tops.segment,
    exact_sum(subscriptions.monthly_amount * constant_euros.euros) as mrr
from month_ends
inner join subscriptions
    on subscriptions.started_on <= month_ends.day and (subscriptions.ended_on is null or month_ends.day < subscriptions.ended_on)
inner join constant_euros on subscriptions.currency = constant_euros.currency
inner join parents on subscriptions.account_id = parents.account_id
inner join companies as tops on parents.parent_account_id = tops.account_id
group by all;

create table cohorts as
select
    date_trunc('quarter', ends.day)::date as quarter,
    before.segment,
    before.mrr as mrr_then,
    coalesce(now.mrr, 0) as mrr_now
from month_ends as ends
inner join recurring as before on before.day = last_day((ends.day - interval 1 year)::date) and before.mrr > 0
left join recurring as now on now.day = ends.day and now.parent_account_id = before.parent_account_id
where month(ends.day) % 3 = 0;

create table truth_revenue as
select 'kpi_net_revenue_retention' as kpi, quarter, coalesce(segment, 'All') as segment, exact_sum(mrr_now) as numerator, exact_sum(mrr_then) as denominator,
    count(*) as sample_size
from cohorts group by grouping sets ((quarter), (quarter, segment))
union all
select 'kpi_gross_revenue_retention', quarter, coalesce(segment, 'All'), exact_sum(least(mrr_now, mrr_then)), exact_sum(mrr_then), count(*)
from cohorts group by grouping sets ((quarter), (quarter, segment))
union all
select 'north_star_arr', date_trunc('quarter', day)::date, coalesce(segment, 'All'), 12 * exact_sum(mrr), 1, count(*)
from recurring where month(day) % 3 = 0 group by grouping sets ((day), (day, segment));
