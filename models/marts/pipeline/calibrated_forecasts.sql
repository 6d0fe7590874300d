{% set amounts = [
    'won_amount', 'open_amount', 'open_expected_amount', 'new_expected_amount', 'squared_deviation', 'open_deals',
    'deals_without_probability', 'forecast_amount',
] %}

with calibrated_forecasts as (
    select * from {{ ref('int_calibrated_forecasts') }}
),

slice_members as (
    select * from {{ ref('int_slice_members') }}
),

name_members as (
    {{ name_members('calibrated_forecasts', ['segment', 'seller']) }}
),

sum_per_slice as (
    select
        period_grain,
        period_start,
        period_end,
        measured_on,
        is_final,
        {% for column in amounts %}
            sum({{ column }}) as {{ column }},
        {% endfor %}
        min(case when has_past then 1 else 0 end) as known_periods,
        {{ member_or_all('segment', ['segment', 'seller']) }} as segment,
        {{ member_or_all('seller', ['segment', 'seller']) }} as seller
    from name_members
    group by grouping sets (
        {{ slice_sets('period_grain, period_start, period_end, measured_on, is_final', ['segment', 'seller']) }}
    )
),

-- What is won is won: no interval reaches below it.
measure_spread as (
    select
        *,
        case
            when deals_without_probability = 0 and known_periods = 1
                then won_amount + open_expected_amount + new_expected_amount
        end as expected_amount,
        cast(round({{ var('forecast_normal_quantile') }} * sqrt(squared_deviation), 2) as numeric(28, 6)) as spread
    from sum_per_slice
),

publish_forecasts as (
    select
        cast(period_grain as {{ dbt.type_string() }}) as period_grain,
        period_start,
        period_end,
        measured_on,
        is_final,
        cast(segment as {{ dbt.type_string() }}) as segment,
        cast(seller as {{ dbt.type_string() }}) as seller,
        cast(open_deals as bigint) as open_deals,
        cast(won_amount as numeric(38, 6)) as won_amount,
        cast(open_amount as numeric(38, 6)) as open_amount,
        cast(case when deals_without_probability = 0 then open_expected_amount end as numeric(38, 6))
            as open_expected_amount,
        cast(case when known_periods = 1 then new_expected_amount end as numeric(38, 6)) as new_expected_amount,
        cast(expected_amount as numeric(38, 6)) as expected_amount,
        cast(case
            when expected_amount - spread < won_amount then won_amount
            else expected_amount - spread
        end as numeric(38, 6)) as expected_low,
        cast(expected_amount + spread as numeric(38, 6)) as expected_high,
        cast(forecast_amount as numeric(38, 6)) as forecast_amount
    from measure_spread
)

select * from publish_forecasts
