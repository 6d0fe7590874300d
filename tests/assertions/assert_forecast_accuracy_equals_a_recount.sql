{# Forecasts quarters again from the accepted rows alone: the last submission by self-join, without the calendar, the
   roll-up and the slices. What sellers won is taken from their outcomes, which have a recount of their own. #}
{{ config(store_failures=true, enabled='quarter' in var('period_grains')) }}

{% set names = var('commit_forecast_categories') %}
{% set commit_names = names | map('trim') | map('lower') | map('replace', "'", "''") | list %}

with forecasts as (
    select * from {{ ref('int_planning_forecasts_accepted') }}
),

sellers as (
    select * from {{ ref('int_sellers') }}
),

seller_segments as (
    select * from {{ ref('int_seller_segments') }}
),

segments as (
    select * from {{ ref('segments') }}
),

as_of as (
    select * from {{ ref('int_as_of') }}
),

rates as (
    select * from {{ ref('int_exchange_rates') }}
),

outcomes as (
    select * from {{ ref('int_opportunity_outcomes') }}
),

accuracy as (
    select * from {{ ref('kpi_forecast_accuracy') }}
),

submissions as (
    select
        forecasts.owner_id,
        forecasts.period_grain,
        forecasts.period_start,
        forecasts.submitted_at,
        case
            when forecasts.segment is null then coalesce(seller_segments.only_segment, 'Unknown')
            else coalesce(segments.segment, forecasts.segment)
        end as segment,
        case
            when coalesce(rates.is_inverse, false) then forecasts.forecast_amount / rates.rate
            else forecasts.forecast_amount * coalesce(rates.rate, 1)
        end as forecast_amount
    from forecasts
    cross join as_of
    left join segments
        on lower(forecasts.segment) = segments.segment_name
    left join seller_segments
        on forecasts.owner_id = seller_segments.owner_id
    left join rates
        on forecasts.currency = rates.currency and forecasts.period_start = rates.rate_on
    where
        lower(forecasts.forecast_category) in ({{ quoted_list(commit_names) }})
        and extract(day from forecasts.period_start) = 1
        and cast(forecasts.submitted_at as date) <= as_of.as_of_on
        and cast(forecasts.submitted_at as date)
        <= {{ dbt.dateadd('day', var('forecast_grace_days'), 'forecasts.period_start') }}
),

time_kinds as (
    select
        owner_id,
        period_grain,
        period_start,
        max(case when segment <> 'Unknown' then submitted_at else cast('1000-01-01' as timestamp) end) as named_at,
        max(case when segment = 'Unknown' then submitted_at else cast('1000-01-01' as timestamp) end) as whole_at
    from submissions
    group by owner_id, period_grain, period_start
),

closed_quarters as (
    select
        period_start,
        period_end,
        numerator,
        denominator,
        sample_size
    from accuracy
    where period_grain = 'quarter' and slice = 'total' and is_final and value_status <> 'no_source'
),

superseded as (
    select
        earlier.owner_id,
        earlier.period_grain,
        earlier.period_start,
        earlier.segment,
        earlier.submitted_at
    from submissions as earlier
    inner join submissions as later
        on
            earlier.owner_id = later.owner_id
            and earlier.period_grain = later.period_grain
            and earlier.period_start = later.period_start
            and earlier.segment = later.segment
            and earlier.submitted_at < later.submitted_at
    group by
        earlier.owner_id, earlier.period_grain, earlier.period_start, earlier.segment, earlier.submitted_at
),

last_submissions as (
    select
        submissions.owner_id,
        submissions.period_grain,
        submissions.period_start,
        submissions.segment,
        max(submissions.forecast_amount) as forecast_amount
    from submissions
    left join superseded
        on
            submissions.owner_id = superseded.owner_id
            and submissions.period_grain = superseded.period_grain
            and submissions.period_start = superseded.period_start
            and submissions.segment = superseded.segment
            and submissions.submitted_at = superseded.submitted_at
    inner join time_kinds
        on
            submissions.owner_id = time_kinds.owner_id
            and submissions.period_grain = time_kinds.period_grain
            and submissions.period_start = time_kinds.period_start
            and (submissions.segment = 'Unknown') = (time_kinds.whole_at > time_kinds.named_at)
    where superseded.owner_id is null
    group by
        submissions.owner_id, submissions.period_grain, submissions.period_start, submissions.segment
),

plan_quarters as (
    select
        closed_quarters.period_start,
        last_submissions.owner_id,
        coalesce(
            sum(case when last_submissions.period_grain = 'quarter' then last_submissions.forecast_amount end),
            case
                when count(distinct last_submissions.period_start) = 3 then sum(last_submissions.forecast_amount)
            end
        ) as forecast_amount
    from closed_quarters
    inner join last_submissions
        on
            closed_quarters.period_start <= last_submissions.period_start
            and closed_quarters.period_end >= last_submissions.period_start
            and (
                closed_quarters.period_start = last_submissions.period_start
                or last_submissions.period_grain = 'month'
            )
    group by closed_quarters.period_start, last_submissions.owner_id
),

forecast_by_seller as (
    select
        plan_quarters.period_start,
        coalesce(sellers.seller, 'Unknown') as seller,
        sum(plan_quarters.forecast_amount) as forecast_amount
    from plan_quarters
    left join sellers
        on plan_quarters.owner_id = sellers.user_id
    where plan_quarters.forecast_amount is not null
    group by plan_quarters.period_start, coalesce(sellers.seller, 'Unknown')
),

won_by_seller as (
    select
        closed_quarters.period_start,
        outcomes.seller,
        sum(outcomes.reporting_amount) as actual_amount
    from closed_quarters
    inner join outcomes
        on
            closed_quarters.period_start <= outcomes.closed_on
            and closed_quarters.period_end >= outcomes.closed_on
    where outcomes.is_won and outcomes.opportunity_type in ({{ quoted_list(var('kpi_opportunity_types')) }})
    group by closed_quarters.period_start, outcomes.seller
),

recount as (
    select
        forecast_by_seller.period_start,
        sum(forecast_by_seller.forecast_amount) as forecast_amount,
        sum(coalesce(won_by_seller.actual_amount, 0)) as actual_amount,
        count(*) as seller_count
    from forecast_by_seller
    left join won_by_seller
        on
            forecast_by_seller.period_start = won_by_seller.period_start
            and forecast_by_seller.seller = won_by_seller.seller
    group by forecast_by_seller.period_start
),

name_problems as (
    select
        concat(
            'kpi_forecast_accuracy, quarter of ', cast(closed_quarters.period_start as {{ dbt.type_string() }}), ': ',
            cast(closed_quarters.numerator as {{ dbt.type_string() }}), ' / ',
            cast(closed_quarters.denominator as {{ dbt.type_string() }}), ' by ',
            cast(closed_quarters.sample_size as {{ dbt.type_string() }}), ' seller(s), but a recount gives ',
            coalesce(cast(recount.forecast_amount as {{ dbt.type_string() }}), '0'), ' / ',
            coalesce(cast(recount.actual_amount as {{ dbt.type_string() }}), '0'), ' by ',
            coalesce(cast(recount.seller_count as {{ dbt.type_string() }}), '0'), '.'
        ) as problem
    from closed_quarters
    left join recount
        on closed_quarters.period_start = recount.period_start
    where
        {{ differs('closed_quarters.numerator', 'recount.forecast_amount') }}
        or {{ differs('closed_quarters.denominator', 'recount.actual_amount') }}
        or closed_quarters.sample_size <> coalesce(recount.seller_count, 0)
)

select * from name_problems
