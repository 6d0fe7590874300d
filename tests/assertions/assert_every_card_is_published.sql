{{ config(store_failures=true) }}

with definitions as (
    select * from {{ ref('kpi_definitions') }}
),

kpi_values as (
    select * from {{ ref('kpi_values') }}
),

published as (
    select kpi
    from kpi_values
    group by kpi
),

name_problems as (
    select
        concat(
            coalesce(definitions.kpi, published.kpi),
            case
                when published.kpi is null
                    then ' has a card but no row in kpi_values: add it to the list of kpi_values.sql.'
                else ' is in kpi_values but has no card: add config.meta.kpi to its yml.'
            end
        ) as problem
    from definitions
    full outer join published
        on definitions.kpi = published.kpi
    where definitions.kpi is null or (published.kpi is null and {{ is_built_now('definitions.kpi') }})
)

select * from name_problems
