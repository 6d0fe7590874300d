{# What explains a KPI must be the KPI: its deals, month by month, give the published parts. #}
{{ config(store_failures=true) }}

with deals as (
    select * from {{ ref('kpi_deals') }}
),

kpi_values as (
    select * from {{ ref('kpi_values') }}
),

slice_members as (
    select * from {{ ref('int_slice_members') }}
),

named_deals as (
    {{ name_members('deals', ['segment']) }}
),

explained_kpis as (
    select kpi
    from deals
    group by kpi
),

published as (
    select
        kpi_values.kpi,
        kpi_values.period_grain,
        kpi_values.period_start,
        kpi_values.period_end,
        kpi_values.segment,
        coalesce(kpi_values.numerator, 0) as numerator,
        coalesce(kpi_values.denominator, 0) as denominator
    from kpi_values
    inner join explained_kpis
        on kpi_values.kpi = explained_kpis.kpi
    where kpi_values.slice in ('total', 'segment') and {{ is_built_now('kpi_values.kpi') }}
),

compared as (
    select
        published.kpi,
        published.period_grain,
        published.period_start,
        published.segment,
        published.numerator,
        published.denominator,
        coalesce(sum(deals.numerator), 0) as deal_numerator,
        coalesce(sum(deals.denominator), 0) as deal_denominator
    from published
    left join named_deals as deals
        on
            published.kpi = deals.kpi
            and deals.closed_on between published.period_start and published.period_end
            and published.segment in (deals.segment_member, 'All')
    group by
        published.kpi,
        published.period_grain,
        published.period_start,
        published.segment,
        published.numerator,
        published.denominator
),

name_differences as (
    select
        'governance.kpi_deals: '
        || kpi || ' of the ' || period_grain || ' from ' || cast(period_start as {{ dbt.type_string() }})
        || ', segment ' || segment || ', has ' || cast(deal_denominator as {{ dbt.type_string() }})
        || ' deals where the KPI has ' || cast(denominator as {{ dbt.type_string() }})
        || ', or another sum: let both count the same deals.' as problem
    from compared
    where numerator <> deal_numerator or denominator <> deal_denominator
)

select * from name_differences
