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

value_contracts as (
    select
        closed_on as event_on,
        segment,
        industry,
        seller,
        channel,
        annual_contract_value as numerator,
        1 as denominator,
        1 as sum_of_squares,
        1 as sample_size
    from closed_deals
    where
        is_won
        and annual_contract_value is not null
        and opportunity_type in ({{ quoted_list(var('contract_opportunity_types')) }})
),

sum_per_slice as (
    {{ slice_leaves('value_contracts') }}
),

{{ complete_periods('sum_per_slice') }},

describe_slices as (
    select
        {{ kpi_columns('kpi_average_contract_value') }}
    from complete_slices
)

select * from describe_slices
