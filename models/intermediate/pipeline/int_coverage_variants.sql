{#- Each variant: which open deals are covered, and whether what is won comes off the quota. -#}
{% set variants = [
    ('on_full_quota', 'is_pipeline and is_due', '0'),
    ('all_stages', 'is_due', 'won_amount'),
    ('any_close_date', 'is_pipeline', 'won_amount'),
] %}

with coverage_periods as (
    select * from {{ ref('int_coverage_periods') }}
),

states as (
    select * from {{ ref('int_opportunity_states') }}
),

coverage_leaves as (
    select * from {{ ref('int_coverage_leaves') }}
),

exchange_rates as (
    select * from {{ ref('int_exchange_rates') }}
),

find_open_deals as (
    select
        coverage_periods.period_grain,
        coverage_periods.period_start,
        states.segment,
        states.is_pipeline,
        states.close_date between coverage_periods.period_start and coverage_periods.period_end
        and coverage_periods.measured_on <= states.close_date as is_due,
        {{ in_reporting_currency('states.amount', 'states.currency', 'exchange_rates') }} as pipeline_amount
    from coverage_periods
    inner join states
        on coverage_periods.measured_on between states.valid_from and states.valid_to
    left join exchange_rates
        on
            states.currency = exchange_rates.currency
            and coverage_periods.measured_on = exchange_rates.rate_on
    where
        states.is_open
        and states.opportunity_type in ({{ quoted_list(var('kpi_opportunity_types')) }})
),

stack_variants as (
    {% for variant, covered, won in variants %}
        select
            '{{ variant }}' as variant,
            period_grain,
            period_start,
            segment,
            pipeline_amount,
            1 as open_deals,
            cast(null as numeric(28, 6)) as quota_amount,
            0 as won_amount
        from find_open_deals
        where {{ covered }} and pipeline_amount is not null
        union all
        select
            '{{ variant }}' as variant,
            period_grain,
            period_start,
            segment,
            0 as pipeline_amount,
            0 as open_deals,
            quota_amount,
            {{ won }} as won_amount
        from coverage_leaves
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

add_up_variants as (
    select
        'kpi_pipeline_coverage' as kpi,
        variant,
        period_grain,
        period_start,
        coalesce(segment, 'All') as segment,
        cast(sum(pipeline_amount) as numeric(38, 6)) as numerator,
        cast(case when sum(quota_amount) > 0 then sum(quota_amount) - sum(won_amount) end as numeric(38, 6))
            as denominator,
        cast(sum(open_deals) as bigint) as sample_size
    from stack_variants
    group by grouping sets ((variant, period_grain, period_start), (variant, period_grain, period_start, segment))
)

select * from add_up_variants
