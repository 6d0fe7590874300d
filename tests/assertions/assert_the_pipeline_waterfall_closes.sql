{{ config(store_failures=true) }}

with waterfall as (
    select * from {{ ref('pipeline_waterfall') }}
),

name_problems as (
    select
        concat(
            'pipeline_waterfall: the ', period_grain, ' of ', cast(period_start as {{ dbt.type_string() }}),
            ', segment ', segment, ', seller ', seller, ', does not close: it ends ',
            cast(
                closing - opening - created - reopened - pulled_in - amount_up + amount_down + pushed_out + withdrawn
                + won + lost as {{ dbt.type_string() }}
            ),
            ' off. A state of a deal is counted twice or not at all in int_pipeline_movements.'
        ) as problem
    from waterfall
    where
        closing
        <> opening + created + reopened + pulled_in + amount_up - amount_down - pushed_out - withdrawn - won - lost
)

select * from name_problems
