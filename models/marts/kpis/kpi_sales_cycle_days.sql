{% set measures = {
    'median_days': "percentile_cont(0.5) within group (order by measure_cycles.cycle_days)",
    'p90_days': "percentile_cont(0.9) within group (order by measure_cycles.cycle_days)",
} %}

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

measure_cycles as (
    select
        closed_on as event_on,
        segment,
        industry,
        seller,
        channel,
        cycle_days,
        cycle_days as numerator,
        1 as denominator,
        1 as sum_of_squares,
        1 as sample_size
    from closed_deals
    where
        is_won
        and cycle_days is not null
        and opportunity_type in ({{ quoted_list(var('kpi_opportunity_types')) }})
),

sum_per_slice as (
    {{ slice_leaves('measure_cycles', measures=measures) }}
),

{{ complete_periods('sum_per_slice', measures.keys() | list) }},

describe_slices as (
    select
        {{ kpi_columns('kpi_sales_cycle_days') }},
        cast(median_days as numeric(28, 9)) as median_days,
        cast(p90_days as numeric(28, 9)) as p90_days
    from complete_slices
)

select * from describe_slices
