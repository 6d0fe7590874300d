{{ config(store_failures=true) }}

with targets as (
    select * from {{ ref('typed_kpi_targets') }}
),

order_targets as (
    select
        *,
        coalesce(valid_from, cast('0001-01-01' as date)) as first_day,
        max(coalesce(valid_to, cast('9999-12-31' as date))) over (
            partition by kpi, period_grain, segment, industry, seller, channel, comparison
            order by coalesce(valid_from, cast('0001-01-01' as date)) asc, valid_to asc nulls last, source asc
            rows between unbounded preceding and 1 preceding
        ) as taken_until
    from targets
),

name_problems as (
    select
        concat(
            'seeds/reference/kpi_targets.csv: two targets of ',
            kpi,
            ' (',
            period_grain,
            ', segment ',
            segment,
            ', channel ',
            channel,
            ') hold on ',
            cast(first_day as {{ dbt.type_string() }}),
            '. End one before the other begins.'
        ) as problem
    from order_targets
    where first_day <= taken_until
)

select * from name_problems
