{% set window_days = var('mql_to_sql_window_days') %}

with milestones as (
    select * from {{ ref('int_lead_milestones') }}
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
    where source_table = 'crm_leads'
),

count_cohort_members as (
    select
        cast(mql_at as date) as event_on,
        segment,
        industry,
        seller,
        channel,
        case when {{ is_within_window('days_to_sql', window_days) }} then 1 else 0 end as numerator,
        1 as denominator,
        1 as sum_of_squares,
        1 as sample_size
    from milestones
    where mql_at is not null
),

sum_per_slice as (
    {{ slice_leaves('count_cohort_members') }}
),

{{ complete_periods('sum_per_slice') }},

describe_slices as (
    select
        {{ kpi_columns(
            'kpi_mql_to_sql_rate',
            {'is_final': 'cast(' ~ dbt.dateadd('day', window_days, 'period_end') ~ ' as date) <= as_of_on'},
        ) }}
    from complete_slices
)

select * from describe_slices
