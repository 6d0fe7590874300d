{% set quantile = var('forecast_normal_quantile') * 1.0 %}
{% set squared = quantile * quantile %}

with probabilities as (
    select * from {{ ref('int_stage_probabilities') }}
),

as_of as (
    select * from {{ ref('int_as_of') }}
),

keep_today as (
    select
        probabilities.*,
        probabilities.closed_deals
        + case when probabilities.stage_label = 'All' then 1 else {{ var('stage_prior_deals') }} end as effective_deals
    from probabilities
    inner join as_of
        on probabilities.known_on = as_of.as_of_on
),

-- Wilson's interval stays between 0 and 1, however few the deals.
measure_spread as (
    select
        *,
        (win_probability + {{ squared }} / (2 * effective_deals)) / (1 + {{ squared }} / effective_deals) as middle,
        {{ quantile }} * sqrt(
            win_probability * (1 - win_probability) / effective_deals
            + {{ squared }} / (4 * effective_deals * effective_deals)
        ) / (1 + {{ squared }} / effective_deals) as spread
    from keep_today
),

publish_probabilities as (
    select
        known_on as measured_on,
        cast(stage_label as {{ dbt.type_string() }}) as stage_label,
        cast(stage_order as integer) as stage_order,
        cast(segment as {{ dbt.type_string() }}) as segment,
        entered_deals,
        open_deals,
        closed_deals,
        won_deals,
        {{ safe_ratio('won_deals', 'closed_deals') }} as won_share,
        win_probability,
        open_probability,
        cast(round(middle - spread, 6) as numeric(9, 6)) as probability_low,
        cast(round(middle + spread, 6) as numeric(9, 6)) as probability_high,
        cast(null as boolean) as is_anomalous
    from measure_spread
)

select * from publish_probabilities
