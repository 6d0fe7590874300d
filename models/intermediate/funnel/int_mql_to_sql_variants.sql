{#- Each variant: the day that places a person, who is meant, and what is counted above and below. -#}
{% set variants = [
    ('by_period', 'sql_at', 'sql_at is not null', '1', '0'),
    ('by_period', 'mql_at', 'mql_at is not null', '0', '1'),
    ('without_window', 'mql_at', 'mql_at is not null', 'case when days_to_sql >= 0 then 1 else 0 end', '1'),
] %}

with milestones as (
    select * from {{ ref('int_lead_milestones') }}
),

period_days as (
    select * from {{ ref('int_period_days') }}
),

stack_variants as (
    {% for variant, placed_at, kept, numerator, denominator in variants %}
        select
            'kpi_mql_to_sql_rate' as kpi,
            '{{ variant }}' as variant,
            cast({{ placed_at }} as date) as event_on,
            segment,
            {{ numerator }} as numerator,
            {{ denominator }} as denominator,
            {{ denominator }} as sample_size
        from milestones
        where {{ kept }}
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

add_up_variants as (
    {{ sum_variants('stack_variants') }}
)

select * from add_up_variants
