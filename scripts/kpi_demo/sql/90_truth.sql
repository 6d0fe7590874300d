-- The truth in one table, and the events that were written into the story.
create table truth_kpis as
with stacked as (
    select kpi, quarter, segment, numerator, denominator::double as denominator, sample_size, median_value, ninth_decile from truth_sales
    union all
    select kpi, quarter, segment, numerator, denominator, sample_size, null, null from truth_marketing
    union all
    select kpi, quarter, segment, numerator, denominator, sample_size, null, null from truth_revenue
    union all
    select kpi, quarter, segment, numerator, denominator, sample_size, null, null from truth_planning
)

select
    kpi,
    'quarter' as period_grain,
    quarter as period_start,
    segment,
    round(numerator, 6) as numerator,
    round(denominator, 6) as denominator,
    case kpi
        when 'kpi_forecast_accuracy' then round(1 - abs(numerator - denominator) / nullif(denominator, 0), 9)
        else round(numerator / nullif(denominator, 0), 9)
    end as kpi_value,
    sample_size,
    -- The project credits whole cents, and keeps six decimals of every margin that it spreads over channels.
    case when kpi = 'kpi_organic_pipeline_share' then round(0.01 * sample_size, 4) else 0.0001 end as tolerance,
    case when kpi = 'kpi_sales_cycle_days' then round(median_value, 9) end as median_days,
    case when kpi = 'kpi_sales_cycle_days' then round(ninth_decile, 9) end as p90_days
from stacked
-- The first buyers were leads in the last weeks of 2023.
where quarter between date '2023-10-01' and date '2026-04-01' or kpi = 'kpi_pipeline_coverage';

-- What each channel is worth: its credit of the pipeline, deals without a touch included.
create table truth_channels as
with stacked as (
    select
        date_trunc('quarter', pipeline_deals.qualified_at)::date as quarter,
        coalesce(credits.channel, 'Unattributed') as channel,
        coalesce(credits.weight, 1.0) as weight,
        pipeline_deals.amount_euros
    from pipeline_deals
    left join credits on pipeline_deals.opportunity_id = credits.opportunity_id
)

select
    quarter as period_start,
    channel,
    round(exact_sum(weight * amount_euros), 6) as credited_amount,
    round(0.01 * count(*), 4) as tolerance
from stacked
group by all;

create table events as
select * from (values
    ('coverage gap', 'kpi_pipeline_coverage', 'Mid-market', null, null, date '2026-03-15', date '2026-06-30'),
    ('conversion collapse', 'kpi_win_rate', 'Enterprise', 'Proposal', null, date '2026-01-01', date '2026-06-30'),
    ('channel stops', 'kpi_mql_to_sql_rate', null, null, 'Organic Social', date '2025-09-01', date '2026-06-30')
) as rows (event, kpi, segment, stage, channel, starts_on, ends_on);
