{# A period that begins after as_of has no official value to compare with. #}
{% macro sum_variants(facts) %}
    select
        {{ facts }}.kpi,
        {{ facts }}.variant,
        period_days.period_grain,
        period_days.period_start,
        coalesce({{ facts }}.segment, 'All') as segment,
        cast(sum({{ facts }}.numerator) as numeric(38, 6)) as numerator,
        cast(sum({{ facts }}.denominator) as numeric(38, 6)) as denominator,
        cast(sum({{ facts }}.sample_size) as bigint) as sample_size
    from {{ facts }}
    inner join period_days
        on {{ facts }}.event_on = period_days.calendar_day
    where period_days.period_start <= period_days.as_of_on
    group by grouping sets (
        ({{ facts }}.kpi, {{ facts }}.variant, period_days.period_grain, period_days.period_start),
        ({{ facts }}.kpi, {{ facts }}.variant, period_days.period_grain, period_days.period_start, {{ facts }}.segment)
    )
{% endmacro %}
