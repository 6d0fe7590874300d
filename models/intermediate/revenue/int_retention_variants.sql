{#- Each variant: its KPI, its rows, what is kept, of what, and how many stand behind it. -#}
{% set no_weeks = "period_grain <> 'week'" %}
{% set own_month = "period_grain = 'month' and is_last_month and opening_revenue > 0" %}
{% set moved = 'expansion_revenue - contraction_revenue - churn_revenue' %}
{% set opened = 'case when is_first_month and opening_revenue > 0 then opening_revenue else 0 end' %}
{% set variants = [
    ('net', 'movement_month', 'movements where ' ~ own_month, 'opening_revenue + ' ~ moved, 'opening_revenue', '1'),
    ('net', 'movement_year', 'movements', opened ~ ' + ' ~ moved, opened,
        'case when is_first_month and opening_revenue > 0 then 1 else 0 end'),
    ('net', 'movement_with_new', 'movements where is_last_month', 'greatest(closing_revenue, 0)', '0', '0'),
    ('net', 'movement_with_new', 'cohorts where ' ~ no_weeks, '0', 'cohort_revenue', '1'),
    ('net', 'by_subscription', 'compare_subscriptions where ' ~ no_weeks, 'amount_now', 'amount_then', '1'),
    ('gross', 'movement_month', 'movements where ' ~ own_month,
        'opening_revenue - contraction_revenue - churn_revenue', 'opening_revenue', '1'),
    ('gross', 'logo_retention', 'cohorts where ' ~ no_weeks,
        'case when retained_revenue > 0 then 1 else 0 end', '1', '1'),
] %}

with movements as (
    select * from {{ ref('int_movement_windows') }}
),

cohorts as (
    select * from {{ ref('int_revenue_cohorts') }}
),

subscriptions as (
    select * from {{ ref('int_subscription_amounts') }}
),

compare_subscriptions as (
    select
        cohorts.period_grain,
        cohorts.period_start,
        cohorts.segment,
        subscriptions.reporting_monthly_amount as amount_then,
        case
            when cohorts.measured_on < subscriptions.ended_on or subscriptions.ended_on is null
                then subscriptions.reporting_monthly_amount
            else 0
        end as amount_now
    from cohorts
    inner join subscriptions
        on
            cohorts.parent_account_id = subscriptions.parent_account_id
            and cohorts.cohort_on >= subscriptions.started_on
            and (cohorts.cohort_on < subscriptions.ended_on or subscriptions.ended_on is null)
),

stack_variants as (
    {% for kpi, variant, facts, kept, whole, units in variants %}
        select
            'kpi_{{ kpi }}_revenue_retention' as kpi,
            '{{ variant }}' as variant,
            period_grain,
            period_start,
            coalesce(segment, 'All') as segment,
            sum({{ kept }}) as numerator,
            sum({{ whole }}) as denominator,
            sum({{ units }}) as sample_size
        from {{ facts }}
        group by grouping sets ((period_grain, period_start), (period_grain, period_start, segment))
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

add_up_variants as (
    select
        kpi,
        variant,
        period_grain,
        period_start,
        segment,
        cast(sum(numerator) as numeric(38, 6)) as numerator,
        cast(sum(denominator) as numeric(38, 6)) as denominator,
        cast(sum(sample_size) as bigint) as sample_size
    from stack_variants
    group by kpi, variant, period_grain, period_start, segment
    having sum(denominator) > 0
)

select * from add_up_variants
