{# What is won is won: neither the expectation nor its interval may fall below it. An interval holds its middle, and a
   probability is neither 0 nor 1. #}
{{ config(store_failures=true) }}

with calibrated_forecasts as (
    select * from {{ ref('calibrated_forecasts') }}
),

probabilities as (
    select * from {{ ref('int_stage_probabilities') }}
),

stage_probabilities as (
    select * from {{ ref('stage_probabilities') }}
),

name_problems as (
    select
        concat(
            'calibrated_forecasts: the ', period_grain, ' of ', cast(period_start as {{ dbt.type_string() }}),
            ', segment ', segment, ', seller ', seller, ', has ',
            cast(won_amount as {{ dbt.type_string() }}), ' won, but expects ',
            cast(expected_amount as {{ dbt.type_string() }}), ', from ', cast(expected_low as {{ dbt.type_string() }}),
            ' to ', cast(expected_high as {{ dbt.type_string() }}), '. An amount below zero is counted as open.'
        ) as problem
    from calibrated_forecasts
    where
        expected_low < won_amount
        or expected_amount < expected_low
        or expected_high < expected_amount
    union all
    select
        concat(
            'int_stage_probabilities: stage ', stage_label, ', segment ', segment, ', on ',
            cast(known_on as {{ dbt.type_string() }}), ', has the probability ',
            cast(win_probability as {{ dbt.type_string() }}), ', of open deals ',
            cast(open_probability as {{ dbt.type_string() }}), '. Raise var stage_prior_deals.'
        ) as problem
    from probabilities
    where
        win_probability <= 0 or win_probability >= 1
        or open_probability <= 0 or open_probability >= 1
    union all
    select
        concat(
            'stage_probabilities: stage ', stage_label, ', segment ', segment, ', has the probability ',
            cast(win_probability as {{ dbt.type_string() }}), ' outside of its interval.'
        ) as problem
    from stage_probabilities
    where not (
        probability_low > 0
        and probability_low < win_probability
        and win_probability < probability_high
        and probability_high < 1
    )
)

select * from name_problems
