{# The semantic layer adds up parts: they are the KPI's own, in every period, as a whole and per segment and channel. #}
{{ config(store_failures=true) }}

with parts as (
    select * from {{ ref('kpi_parts') }}
),

kpi_values as (
    select * from {{ ref('kpi_values') }}
),

slice_members as (
    select * from {{ ref('int_slice_members') }}
),

named_parts as (
    {{ name_members('parts', ['segment', 'channel']) }}
),

kinds as (
    select
        kpi,
        is_stock,
        -- A sum has no denominator.
        max(case when denominator is null then 0 else 1 end) as is_ratio
    from parts
    group by kpi, is_stock
),

published as (
    select
        kpi_values.*,
        kpi_values.denominator * kinds.is_ratio as expected_denominator,
        case when kinds.is_stock then kpi_values.measured_on else kpi_values.period_start end as first_day
    from kpi_values
    inner join kinds
        on kpi_values.kpi = kinds.kpi
    where
        kpi_values.slice in ('total', 'segment', 'channel')
        and kpi_values.period_grain <> 'week'
        and kpi_values.value_status <> 'no_source'
),

compared as (
    select
        published.kpi,
        published.period_grain,
        published.period_start,
        published.segment,
        published.channel,
        published.numerator,
        coalesce(sum(parts.numerator), 0) as summed_numerator,
        published.expected_denominator as denominator,
        coalesce(sum(parts.denominator), 0) as summed_denominator
    from published
    left join named_parts as parts
        on
            published.kpi = parts.kpi
            and parts.event_on between published.first_day and published.measured_on
            and published.segment in (parts.segment_member, 'All')
            and published.channel in (parts.channel_member, 'All')
    group by
        published.kpi,
        published.period_grain,
        published.period_start,
        published.segment,
        published.channel,
        published.numerator,
        published.expected_denominator
),

name_differences as (
    select
        'governance.kpi_parts: '
        || kpi || ' of the ' || period_grain || ' from ' || cast(period_start as {{ dbt.type_string() }})
        || ', segment ' || segment || ', channel ' || channel || ', adds up to '
        || cast(summed_numerator as {{ dbt.type_string() }}) || ' / '
        || cast(summed_denominator as {{ dbt.type_string() }})
        || ' where the KPI has ' || cast(numerator as {{ dbt.type_string() }}) || ' / '
        || cast(denominator as {{ dbt.type_string() }}) || ': let both count the same.' as problem
    from compared
    where numerator <> summed_numerator or denominator <> summed_denominator
)

select * from name_differences
