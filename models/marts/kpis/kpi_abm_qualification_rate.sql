with targets as (
    select * from {{ ref('int_target_engagement') }}
),

slice_members as (
    select * from {{ ref('int_slice_members') }}
),

period_days as (
    select * from {{ ref('int_period_days') }}
),

row_counts as (
    select * from {{ ref('int_row_counts') }}
),

-- Without touches nobody could be engaged: that is no rate of 0.
source_state as (
    select
        max(case when source_table = 'planning_target_accounts' then raw_rows else 0 end) > 0
        and max(case when source_table in ('web_touches', 'crm_campaign_members') then raw_rows else 0 end) > 0
            as has_source
    from row_counts
),

count_targets as (
    select
        period_grain,
        period_start as event_on,
        segment,
        industry,
        seller,
        case when is_engaged_target then 1 else 0 end as numerator,
        1 as denominator,
        1 as sum_of_squares,
        1 as sample_size
    from targets
),

sum_per_slice as (
    {{ slice_leaves('count_targets', dimensions=['segment', 'industry', 'seller'], per_grain=true) }}
),

{{ complete_periods('sum_per_slice') }},

describe_slices as (
    select
        {{ kpi_columns('kpi_abm_qualification_rate') }}
    from complete_slices
)

select * from describe_slices
