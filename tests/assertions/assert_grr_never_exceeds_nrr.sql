{{ config(store_failures=true) }}

with gross_retention as (
    select * from {{ ref('kpi_gross_revenue_retention') }}
),

net_retention as (
    select * from {{ ref('kpi_net_revenue_retention') }}
),

name_problems as (
    select
        concat(
            'kpi_gross_revenue_retention, ', coalesce(gross_retention.period_grain, net_retention.period_grain), ' of ',
            cast(coalesce(gross_retention.period_start, net_retention.period_start) as {{ dbt.type_string() }}),
            ', slice ', coalesce(gross_retention.slice, net_retention.slice), ' (',
            coalesce(gross_retention.segment, net_retention.segment), '): ',
            coalesce(cast(gross_retention.numerator as {{ dbt.type_string() }}), 'no row'), ' / ',
            coalesce(cast(gross_retention.denominator as {{ dbt.type_string() }}), 'no row'), ', net ',
            coalesce(cast(net_retention.numerator as {{ dbt.type_string() }}), 'no row'), ' / ',
            coalesce(cast(net_retention.denominator as {{ dbt.type_string() }}), 'no row'),
            '. Both have one cohort, and gross retention exceeds neither 1 nor the net one.'
        ) as problem
    from gross_retention
    full outer join net_retention
        on
            gross_retention.period_grain = net_retention.period_grain
            and gross_retention.period_start = net_retention.period_start
            and gross_retention.segment = net_retention.segment
            and gross_retention.industry = net_retention.industry
            and gross_retention.seller = net_retention.seller
            and gross_retention.channel = net_retention.channel
    where
        gross_retention.period_grain is null
        or net_retention.period_grain is null
        or gross_retention.denominator <> net_retention.denominator
        or gross_retention.numerator > net_retention.numerator
        or gross_retention.numerator > gross_retention.denominator
)

select * from name_problems
