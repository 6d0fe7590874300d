{% set week_end = dbt.dateadd('day', 6, "cast(" ~ dbt.date_trunc('week', 'calendar_day') ~ " as date)") %}

with states as (
    select * from {{ ref('int_opportunity_states') }}
),

period_days as (
    select * from {{ ref('int_period_days') }}
),

exchange_rates as (
    select * from {{ ref('int_exchange_rates') }}
),

choose_days as (
    select calendar_day as snapshot_on
    from period_days
    where calendar_day <= as_of_on and (calendar_day = as_of_on or calendar_day = cast({{ week_end }} as date))
    group by calendar_day
),

take_open_deals as (
    select
        choose_days.snapshot_on,
        states.segment,
        states.seller,
        states.stage_label,
        states.stage_order,
        states.is_pipeline,
        {{ in_reporting_currency('states.amount', 'states.currency', 'exchange_rates') }} as reporting_amount
    from states
    inner join choose_days
        on choose_days.snapshot_on between states.valid_from and states.valid_to
    left join exchange_rates
        on
            states.currency = exchange_rates.currency
            and choose_days.snapshot_on = exchange_rates.rate_on
    where states.is_open and states.opportunity_type in ({{ quoted_list(var('kpi_opportunity_types')) }})
),

sum_stages as (
    select
        snapshot_on,
        cast(segment as {{ dbt.type_string() }}) as segment,
        cast(seller as {{ dbt.type_string() }}) as seller,
        cast(coalesce(stage_label, 'Unknown') as {{ dbt.type_string() }}) as stage_label,
        cast(stage_order as integer) as stage_order,
        is_pipeline,
        cast(count(*) as bigint) as open_deals,
        cast(sum(case when reporting_amount is null then 1 else 0 end) as bigint) as deals_without_amount,
        cast(coalesce(sum(reporting_amount), 0) as numeric(38, 6)) as open_amount
    from take_open_deals
    group by snapshot_on, segment, seller, stage_label, stage_order, is_pipeline
)

select * from sum_stages
