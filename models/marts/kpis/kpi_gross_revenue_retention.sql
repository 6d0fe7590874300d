with cohorts as (
    select * from {{ ref('int_revenue_cohorts') }}
),

slice_members as (
    select * from {{ ref('int_slice_members') }}
),

period_days as (
    select * from {{ ref('int_period_days') }}
),

source_state as (
    select raw_rows > 0 as has_source
    from {{ ref('int_row_counts') }}
    where source_table = 'finance_subscriptions'
),

compare_revenue as (
    select
        period_grain,
        period_start as event_on,
        segment,
        industry,
        seller,
        channel,
        least(retained_revenue, cohort_revenue) as numerator,
        cohort_revenue as denominator,
        cast(cohort_revenue as numeric(19, 2)) * cast(cohort_revenue as numeric(19, 2)) as sum_of_squares,
        1 as sample_size
    from cohorts
),

sum_per_slice as (
    {{ slice_leaves('compare_revenue', per_grain=true) }}
),

{{ complete_periods('sum_per_slice') }},

describe_slices as (
    select
        {{ kpi_columns('kpi_gross_revenue_retention') }}
    from complete_slices
)

select * from describe_slices
