{{ config(store_failures=true) }}

with channel_spend as (
    select * from {{ ref('int_channel_spend') }}
),

by_channel as (
    select * from {{ ref('attribution_by_channel') }}
),

total_source as (
    select coalesce(sum(spend), 0) as source_spend
    from channel_spend
),

total_mart as (
    select
        conversion_type,
        model,
        coalesce(sum(spend), 0) as mart_spend
    from by_channel
    group by conversion_type, model
),

name_problems as (
    select
        concat(
            'attribution_by_channel: the spend beside ', total_mart.model, ' and ', total_mart.conversion_type, ' is ',
            cast(total_mart.mart_spend as {{ dbt.type_string() }}), ', in the source it is ',
            cast(total_source.source_spend as {{ dbt.type_string() }}), '. This is a defect: report it.'
        ) as problem
    from total_mart
    cross join total_source
    where total_mart.mart_spend <> total_source.source_spend
)

select * from name_problems
