with coverage_periods as (
    select * from {{ ref('int_coverage_periods') }}
),

states as (
    select * from {{ ref('int_opportunity_states') }}
),

outcomes as (
    select * from {{ ref('int_opportunity_outcomes') }}
),

quota_periods as (
    select * from {{ ref('int_quota_periods') }}
),

exchange_rates as (
    select * from {{ ref('int_exchange_rates') }}
),

find_open_pipeline as (
    select
        coverage_periods.period_grain,
        coverage_periods.period_start,
        coverage_periods.measured_on,
        states.opportunity_id,
        states.segment,
        states.seller,
        states.currency,
        states.amount
    from coverage_periods
    inner join states
        on
            coverage_periods.measured_on between states.valid_from and states.valid_to
            and states.close_date between coverage_periods.period_start and coverage_periods.period_end
            and coverage_periods.measured_on <= states.close_date
    where
        states.is_pipeline
        and states.amount is not null
        and states.opportunity_type in ({{ quoted_list(var('kpi_opportunity_types')) }})
),

stack_parts as (
    select
        concat('deal:', find_open_pipeline.opportunity_id) as leaf_key,
        find_open_pipeline.period_grain,
        find_open_pipeline.period_start,
        find_open_pipeline.segment,
        find_open_pipeline.seller,
        find_open_pipeline.currency,
        find_open_pipeline.measured_on,
        {{ in_reporting_currency('find_open_pipeline.amount', 'find_open_pipeline.currency', 'exchange_rates') }}
            as pipeline_amount,
        1 as open_deals,
        cast(null as numeric(28, 6)) as quota_amount,
        0 as won_amount
    from find_open_pipeline
    left join exchange_rates
        on
            find_open_pipeline.currency = exchange_rates.currency
            and find_open_pipeline.measured_on = exchange_rates.rate_on
    union all
    select
        concat('quota:', quota_periods.owner_id, ':', quota_periods.segment) as leaf_key,
        coverage_periods.period_grain,
        coverage_periods.period_start,
        quota_periods.segment,
        quota_periods.seller,
        '{{ var("reporting_currency") }}' as currency,
        coverage_periods.measured_on,
        0 as pipeline_amount,
        0 as open_deals,
        quota_periods.quota_amount,
        0 as won_amount
    from coverage_periods
    inner join quota_periods
        on
            coverage_periods.period_grain = quota_periods.period_grain
            and coverage_periods.period_start = quota_periods.period_start
    union all
    select
        concat('won:', outcomes.opportunity_id) as leaf_key,
        coverage_periods.period_grain,
        coverage_periods.period_start,
        outcomes.segment,
        outcomes.seller,
        outcomes.currency,
        coverage_periods.measured_on,
        0 as pipeline_amount,
        0 as open_deals,
        cast(null as numeric(28, 6)) as quota_amount,
        outcomes.reporting_amount as won_amount
    from coverage_periods
    inner join outcomes
        on outcomes.closed_on between coverage_periods.period_start and coverage_periods.measured_on
    where
        outcomes.is_won
        and outcomes.reporting_amount is not null
        and outcomes.opportunity_type in ({{ quoted_list(var('kpi_opportunity_types')) }})
)

select * from stack_parts
