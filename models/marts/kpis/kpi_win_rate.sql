with closed_deals as (
    select * from {{ ref('int_opportunity_outcomes') }}
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
    where source_table = 'crm_opportunities'
),

count_won_and_lost as (
    select
        closed_on as event_on,
        segment,
        industry,
        seller,
        channel,
        case when is_won then 1 else 0 end as numerator,
        1 as denominator,
        1 as sum_of_squares,
        1 as sample_size
    from closed_deals
    where
        was_engaged
        and opportunity_type in ({{ quoted_list(var('kpi_opportunity_types')) }})
),

sum_per_slice as (
    {{ slice_leaves('count_won_and_lost') }}
),

{{ complete_periods('sum_per_slice') }},

describe_slices as (
    select
        {{ kpi_columns('kpi_win_rate') }}
    from complete_slices
)

select * from describe_slices
