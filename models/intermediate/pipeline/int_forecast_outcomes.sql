with forecasts as (
    select * from {{ ref('int_forecast_periods') }}
),

outcomes as (
    select * from {{ ref('int_opportunity_outcomes') }}
),

as_of as (
    select * from {{ ref('int_as_of') }}
),

started_forecasts as (
    select
        forecasts.period_grain,
        forecasts.period_start,
        forecasts.seller,
        forecasts.segment,
        forecasts.forecast_amount
    from forecasts
    cross join as_of
    where
        forecasts.period_grain in ('month', 'quarter')
        and forecasts.period_start <= as_of.as_of_on
),

periods_with_forecast as (
    select
        period_grain,
        period_start,
        {{ next_period_start() }} as next_start,
        seller
    from started_forecasts
    group by period_grain, period_start, seller
),

stack_parts as (
    select
        period_grain,
        period_start,
        seller,
        segment,
        forecast_amount,
        0 as actual_amount
    from started_forecasts
    union all
    select
        periods_with_forecast.period_grain,
        periods_with_forecast.period_start,
        periods_with_forecast.seller,
        outcomes.segment,
        0 as forecast_amount,
        coalesce(outcomes.reporting_amount, 0) as actual_amount
    from periods_with_forecast
    inner join outcomes
        on
            periods_with_forecast.seller = outcomes.seller
            and periods_with_forecast.period_start <= outcomes.closed_on
            and periods_with_forecast.next_start > outcomes.closed_on
    where
        outcomes.is_won
        and outcomes.opportunity_type in ({{ quoted_list(var('kpi_opportunity_types')) }})
),

find_years as (
    select
        *,
        period_start as month_start,
        {{ fiscal_month('period_start') }} as fiscal_month
    from stack_parts
),

-- A year is the quarters that were forecast, in both parts.
stack_years as (
    select
        period_grain,
        period_start,
        seller,
        segment,
        forecast_amount,
        actual_amount
    from stack_parts
    union all
    select
        'year' as period_grain,
        {{ period_start('year') }} as period_start,
        seller,
        segment,
        forecast_amount,
        actual_amount
    from find_years
    where period_grain = 'quarter'
),

sum_parts as (
    select
        period_grain,
        period_start,
        seller,
        segment,
        cast(sum(forecast_amount) as numeric(28, 6)) as forecast_amount,
        cast(sum(actual_amount) as numeric(28, 6)) as actual_amount
    from stack_years
    group by period_grain, period_start, seller, segment
),

weigh_sellers as (
    select
        *,
        cast(sum(actual_amount) over (partition by period_grain, period_start, seller) as numeric(28, 6))
            as seller_actual_amount,
        row_number() over (
            partition by period_grain, period_start, seller
            order by forecast_amount desc, segment asc
        ) = 1 as is_main_segment
    from sum_parts
)

select * from weigh_sellers
