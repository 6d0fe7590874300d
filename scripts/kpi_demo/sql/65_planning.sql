-- What was planned: margins, quotas by month and quarter, and weekly forecasts.
create table gross_margins as
select * from (values
    (date '2023-01-01', null, 0.78), (date '2025-01-01', null, 0.80), (date '2025-01-01', 'Enterprise', 0.82)
) as rows (valid_from, segment, gross_margin_rate);

create table seller_quarters as
select
    sellers.user_id,
    sellers.segment,
    quarters.quarter::date as period_start,
    round(case sellers.segment when 'Small business' then 30000 when 'Mid-market' then 95000 else 240000 end
        * (1 + 0.03 * date_diff('quarter', timestamp '2024-01-01', quarters.quarter)) / 100) * 100 as quota_amount,
    coalesce((
        select exact_sum(amount_euros) from deal_facts
        where owner_id = sellers.user_id and quarter = quarters.quarter and is_won and opportunity_type = 'new_business'
    ), 0) as won_euros
from sellers
cross join range(timestamp '2024-01-01', timestamp '2027-01-01', interval 3 month) as quarters (quarter);

create table quotas as
select user_id, segment, period_start, 'quarter' as period_grain, quota_amount::decimal(18, 2) as quota_amount
from seller_quarters
union all
select user_id, segment, (period_start + to_months(number::integer))::date, 'month', (quota_amount / 3)::decimal(18, 2)
from seller_quarters
cross join range(0, 3) as numbers (number);

create table forecasts as
select
    (period_start + to_days((week * 14 - 3)::integer)) + to_hours(16) as submitted_at,
    period_start,
    'quarter' as period_grain,
    user_id,
    segment,
    category as forecast_category,
    round(greatest(won_euros, 0.25 * quota_amount) * spread * (1 + 0.15 * bell('forecast' || user_id || category, week + 10 * date_diff('day', date '2024-01-01', period_start)))) ::decimal(18, 2)
        as forecast_amount
from seller_quarters
cross join (values (0), (2), (4)) as weeks (week)
cross join (values ('commit', 0.9), ('best case', 1.3)) as categories (category, spread)
where period_start + to_days((week * 14 - 3)::integer) <= date '2026-06-30';
