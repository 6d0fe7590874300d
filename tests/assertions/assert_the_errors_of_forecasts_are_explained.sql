{{ config(store_failures=true) }}

with forecast_errors as (
    select * from {{ ref('forecast_errors') }}
),

explain_errors as (
    select
        *,
        unforeseen_wins + unrecorded_wins + early_wins + amount_changes + currency_effect + handed_over
        - slipped - lost_instead - judgement as explained_error
    from forecast_errors
),

name_problems as (
    select
        concat(
            'forecast_errors: the ', period_grain, ' of ', cast(period_start as {{ dbt.type_string() }}), ', segment ',
            segment, ', seller ', seller, ', is off by ',
            cast(forecast_error as {{ dbt.type_string() }}), ', but its parts add up to ',
            cast(explained_error as {{ dbt.type_string() }}),
            '. A deal is counted twice or not at all in int_forecast_deals.'
        ) as problem
    from explain_errors
    where forecast_error <> explained_error
)

select * from name_problems
