-- The truth in one table, and the events that were written into the story.
create table truth_kpis as
select
    kpi,
    'quarter' as period_grain,
    quarter as period_start,
    segment,
    round(numerator, 6) as numerator,
    denominator::double as denominator,
    round(numerator / nullif(denominator, 0), 9) as kpi_value,
    sample_size,
    case when kpi = 'kpi_sales_cycle_days' then round(median_value, 9) end as median_days,
    case when kpi = 'kpi_sales_cycle_days' then round(ninth_decile, 9) end as p90_days
from truth_sales;

create table events as
select * from (values
    ('coverage gap', 'kpi_pipeline_coverage', 'Mid-market', null, null, date '2026-03-15', date '2026-06-30'),
    ('conversion collapse', 'kpi_win_rate', 'Enterprise', 'Proposal', null, date '2026-01-01', date '2026-06-30'),
    ('channel stops', 'kpi_mql_to_sql_rate', null, null, 'Organic Social', date '2025-09-01', date '2026-06-30')
) as rows (event, kpi, segment, stage, channel, starts_on, ends_on);
