{# Takes each deal's last change on or before the eve by itself, without ranges of days, leaves and slices. #}
{{ config(store_failures=true, enabled='quarter' in var('period_grains')) }}

with coverage as (
    select * from {{ ref('kpi_pipeline_coverage') }}
),

opportunities as (
    select * from {{ ref('int_opportunities') }}
),

changes as (
    select * from {{ ref('int_opportunity_changes') }}
),

quotas as (
    select * from {{ ref('int_planning_quotas_valued') }}
),

exchange_rates as (
    select * from {{ ref('int_exchange_rates') }}
),

closed_quarters as (
    select * from coverage
    where period_grain = 'quarter' and slice = 'total' and is_final and value_status <> 'no_source'
),

find_last_changes as (
    select
        closed_quarters.period_start,
        closed_quarters.period_end,
        closed_quarters.measured_on,
        changes.opportunity_id,
        max(changes.change_number) as last_change,
        max(case when changes.stage_label is not null then changes.change_number end) as last_staged
    from closed_quarters
    inner join changes
        on closed_quarters.measured_on >= cast(changes.changed_at as date)
    group by
        closed_quarters.period_start, closed_quarters.period_end, closed_quarters.measured_on, changes.opportunity_id
),

list_amounts_of_the_crm as (
    select
        opportunities.opportunity_id,
        opportunities.opportunity_type,
        opportunities.currency,
        case when max(changes.amount) is null then max(opportunities.amount) end as crm_amount
    from opportunities
    inner join changes
        on opportunities.opportunity_id = changes.opportunity_id
    where not changes.is_after_as_of
    group by opportunities.opportunity_id, opportunities.opportunity_type, opportunities.currency
),

list_open_deals as (
    select
        find_last_changes.period_start,
        coalesce(changes.amount, list_amounts_of_the_crm.crm_amount) * cast(case
            when list_amounts_of_the_crm.currency = '{{ var("reporting_currency") }}' then 1
            when exchange_rates.is_inverse then 1 / exchange_rates.rate
            else exchange_rates.rate
        end as numeric(28, 12)) as amount
    from find_last_changes
    inner join list_amounts_of_the_crm
        on find_last_changes.opportunity_id = list_amounts_of_the_crm.opportunity_id
    inner join changes
        on
            find_last_changes.opportunity_id = changes.opportunity_id
            and find_last_changes.last_change = changes.change_number
    inner join changes as staged_changes
        on
            find_last_changes.opportunity_id = staged_changes.opportunity_id
            and find_last_changes.last_staged = staged_changes.change_number
    left join exchange_rates
        on
            list_amounts_of_the_crm.currency = exchange_rates.currency
            and find_last_changes.measured_on = exchange_rates.rate_on
    where
        list_amounts_of_the_crm.opportunity_type in ({{ quoted_list(var('kpi_opportunity_types')) }})
        and staged_changes.is_qualified
        and changes.close_date between find_last_changes.period_start and find_last_changes.period_end
        and coalesce(changes.amount, list_amounts_of_the_crm.crm_amount) is not null
        and lower(coalesce(changes.forecast_category, '')) not in (
            {{ quoted_list(var('omitted_forecast_categories')) }}
        )
),

recount as (
    select
        period_start,
        sum(amount) as pipeline_amount,
        count(*) as deals
    from list_open_deals
    group by period_start
),

recount_quotas as (
    select
        quarter_start,
        sum(reporting_amount) as quota_amount
    from quotas
    where is_on_calendar and period_grain = 'quarter'
    group by quarter_start
),

name_problems as (
    select
        concat(
            'kpi_pipeline_coverage, quarter of ', cast(closed_quarters.period_start as {{ dbt.type_string() }}), ': ',
            cast(closed_quarters.numerator as {{ dbt.type_string() }}), ' of open pipeline over a quota of ',
            coalesce(cast(closed_quarters.quota_amount as {{ dbt.type_string() }}), '0'), ', but a recount gives ',
            coalesce(cast(recount.pipeline_amount as {{ dbt.type_string() }}), '0'), ' over at least ',
            coalesce(cast(recount_quotas.quota_amount as {{ dbt.type_string() }}), '0'), '.'
        ) as problem
    from closed_quarters
    left join recount
        on closed_quarters.period_start = recount.period_start
    left join recount_quotas
        on closed_quarters.period_start = recount_quotas.quarter_start
    where
        closed_quarters.sample_size <> coalesce(recount.deals, 0)
        or {{ differs('closed_quarters.numerator', 'recount.pipeline_amount', '0.01 * coalesce(recount.deals, 1)') }}
        or coalesce(closed_quarters.quota_amount, 0) < coalesce(recount_quotas.quota_amount, 0)
)

select * from name_problems
