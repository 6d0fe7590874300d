{% set currency = "coalesce(forecasts.currency, '" ~ var('reporting_currency') ~ "')" %}
{% set spelled_names = var('commit_forecast_categories') | map('trim') | map('lower') | list %}
{% set commit_names = spelled_names | map('replace', "'", "''") | list %}

with forecasts as (
    select * from {{ ref('int_planning_forecasts_accepted') }}
),

as_of as (
    select * from {{ ref('int_as_of') }}
),

seller_segments as (
    select * from {{ ref('int_seller_segments') }}
),

segments as (
    select * from {{ ref('segments') }}
),

exchange_rates as (
    select * from {{ ref('int_exchange_rates') }}
),

place_forecasts as (
    select
        forecasts.*,
        forecasts.period_start as calendar_day,
        cast({{ dbt.date_trunc('month', 'forecasts.period_start') }} as date) as month_start,
        {{ fiscal_month('forecasts.period_start') }} as fiscal_month,
        {{ currency }} as forecast_currency,
        -- No rate is known of a period still to come: that of today stands in.
        least(forecasts.period_start, as_of.as_of_on) as valued_on,
        least(
            cast({{ dbt.dateadd('day', var('forecast_grace_days'), 'forecasts.period_start') }} as date),
            as_of.as_of_on
        ) as last_day_in_time
    from forecasts
    cross join as_of
),

value_forecasts as (
    select
        place_forecasts.submitted_at,
        place_forecasts.period_grain,
        place_forecasts.period_start,
        {{ period_start('quarter') }} as quarter_start,
        {{ period_start('year') }} as year_start,
        place_forecasts.owner_id,
        seller_segments.seller,
        case
            when place_forecasts.segment is null then coalesce(seller_segments.only_segment, 'Unknown')
            else coalesce(segments.segment, {{ slice_member('place_forecasts.segment') }})
        end as segment,
        place_forecasts.forecast_category,
        place_forecasts.segment as planned_segment,
        place_forecasts.currency as planned_currency,
        place_forecasts.forecast_currency as currency,
        place_forecasts.valued_on,
        place_forecasts.period_start = case
            when place_forecasts.period_grain = 'month' then place_forecasts.month_start
            else {{ period_start('quarter') }}
        end as is_on_calendar,
        lower(place_forecasts.forecast_category) in ({{ quoted_list(commit_names) }}) as is_commit,
        cast(place_forecasts.submitted_at as date) <= place_forecasts.last_day_in_time as is_in_time,
        place_forecasts.forecast_amount,
        {{ in_reporting_currency(
            'place_forecasts.forecast_amount', 'place_forecasts.forecast_currency', 'exchange_rates'
        ) }} as reporting_amount
    from place_forecasts
    inner join seller_segments
        on place_forecasts.owner_id = seller_segments.owner_id
    left join segments
        on lower(place_forecasts.segment) = segments.segment_name
    left join exchange_rates
        on
            place_forecasts.forecast_currency = exchange_rates.currency
            and place_forecasts.valued_on = exchange_rates.rate_on
)

select * from value_forecasts
