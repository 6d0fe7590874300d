{% set off_calendar = 'Starts on no first day of a month or fiscal quarter: unused.' %}
{% set plan_rules = [
    ('period_start_off_calendar', 'not is_on_calendar', off_calendar),
    ('seller_unknown', "seller = 'Unknown'", 'Its owner is not in crm_users: the seller is Unknown.'),
    ('segment_unknown', "planned_segment is null and segment = 'Unknown'", 'Without a segment, and its seller has none or several: the segment is Unknown.'),
    ('currency_missing', 'planned_currency is null', 'Taken to be in the reporting currency.'),
] %}
{% set quarter_rules = [
    ('quota_months_differ', 'month_count = 3 and quarter_amount <> month_amount', 'Quarters of a seller whose three months add up to something else: the quarter row stands.'),
    ('quota_month_missing', 'quarter_amount is null and month_count < 3', 'Quarters of a seller without a quarter row and with fewer than three months: no quota.'),
] %}
{% set silent_rules = [
    ('submission_missing', 'forecast_seller is null', 'Quarters that others forecast, of a seller with a quota or won deals but no submission: outside forecast accuracy.'),
] %}

with quotas as (
    select * from {{ ref('int_planning_quotas_valued') }}
),

forecasts as (
    select * from {{ ref('int_planning_forecasts_valued') }}
),

quota_periods as (
    select * from {{ ref('int_quota_periods') }}
),

forecast_periods as (
    select * from {{ ref('int_forecast_periods') }}
),

outcomes as (
    select * from {{ ref('int_opportunity_outcomes') }}
),

as_of as (
    select * from {{ ref('int_as_of') }}
),

compare_quarters as (
    select
        owner_id,
        quarter_start,
        sum(case when period_grain = 'quarter' then reporting_amount end) as quarter_amount,
        sum(case when period_grain = 'month' then reporting_amount end) as month_amount,
        count(distinct case when period_grain = 'month' then period_start end) as month_count
    from quotas
    where is_on_calendar
    group by owner_id, quarter_start
),

quarters_with_forecast as (
    select
        forecast_periods.period_grain,
        forecast_periods.period_start,
        {{ next_period_start() }} as next_start
    from forecast_periods
    inner join as_of
        on forecast_periods.period_start <= as_of.as_of_on
    where forecast_periods.period_grain = 'quarter'
    group by forecast_periods.period_grain, forecast_periods.period_start
),

expect_submissions as (
    select
        quarters_with_forecast.period_start,
        quota_periods.seller
    from quarters_with_forecast
    inner join quota_periods
        on
            quarters_with_forecast.period_start = quota_periods.period_start
            and quarters_with_forecast.period_grain = quota_periods.period_grain
    union all
    select
        quarters_with_forecast.period_start,
        outcomes.seller
    from quarters_with_forecast
    inner join outcomes
        on
            quarters_with_forecast.period_start <= outcomes.closed_on
            and quarters_with_forecast.next_start > outcomes.closed_on
    where outcomes.is_won and outcomes.opportunity_type in ({{ quoted_list(var('kpi_opportunity_types')) }})
),

find_submissions as (
    select
        expect_submissions.period_start,
        expect_submissions.seller,
        max(forecast_periods.seller) as forecast_seller
    from expect_submissions
    left join forecast_periods
        on
            expect_submissions.period_start = forecast_periods.period_start
            and forecast_periods.period_grain = 'quarter'
            and expect_submissions.seller = forecast_periods.seller
    group by expect_submissions.period_start, expect_submissions.seller
),

apply_rules as (
    {{ count_rules('quotas', 'planning_quotas', plan_rules) }}
    union all
    {{ count_rules('forecasts', 'planning_forecasts', plan_rules) }}
    union all
    {{ count_rules('compare_quarters', 'planning_quotas', quarter_rules) }}
    union all
    {{ count_rules('find_submissions', 'planning_forecasts', silent_rules) }}
)

select * from apply_rules
