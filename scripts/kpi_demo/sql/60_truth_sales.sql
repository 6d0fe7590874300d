-- The true values of the sales KPIs, from the story and not from the tables that the project reads.
create table deal_facts as
select
    opportunities.*,
    companies.segment,
    opportunities.close_date as closed_on,
    date_trunc('quarter', opportunities.close_date)::date as quarter,
    coalesce(opportunities.created_at, opportunities.engaged_at)::date as created_on,
    coalesce(opportunities.recurring_amount, opportunities.amount)::double * 12 / opportunities.term_months * euros.euros as annual_euros,
    opportunities.amount::double * euros.euros as amount_euros
from opportunities
inner join companies on opportunities.account_id = companies.account_id
inner join euros on opportunities.currency = euros.currency and opportunities.close_date = euros.rate_on
where opportunities.is_won or opportunities.is_lost;

create table truth_leaves as
select 'kpi_win_rate' as kpi, quarter, segment, case when is_won then 1.0 else 0.0 end as numerator
from deal_facts where opportunity_type = 'new_business' and engaged_at is not null
union all
select 'kpi_sales_cycle_days', quarter, segment, date_diff('day', created_on, closed_on)::double
from deal_facts where opportunity_type = 'new_business' and is_won and created_on <= closed_on
union all
select 'kpi_average_contract_value', quarter, segment, annual_euros
from deal_facts where is_won and annual_euros is not null
union all
select 'kpi_average_selling_price', quarter, segment, amount_euros
from deal_facts where opportunity_type = 'new_business' and is_won and amount_euros > 0;

create table truth_sales as
select kpi, quarter, coalesce(segment, 'All') as segment, exact_sum(numerator) as numerator, count(*) as denominator,
    count(*) as sample_size, median(numerator) as median_value, quantile_cont(numerator, 0.9) as ninth_decile
from truth_leaves
group by grouping sets ((kpi, quarter), (kpi, quarter, segment));
