{% set measures = {
    'quota_amount': 'sum(sum_leaves.quota_amount)',
    'won_amount': 'sum(sum_leaves.won_amount)',
} %}
{% set has_quota = 'coalesce(quota_amount, 0) > 0' %}

with coverage_leaves as (
    select * from {{ ref('int_coverage_leaves') }}
),

required_coverage as (
    select * from {{ ref('int_required_coverage') }}
),

coverage_periods as (
    select * from {{ ref('int_coverage_periods') }}
),

slice_members as (
    select * from {{ ref('int_slice_members') }}
),

period_days as (
    select
        *,
        period_start as calendar_day
    from coverage_periods
),

source_state as (
    select min(raw_rows) > 0 as has_source
    from {{ ref('int_row_counts') }}
    where source_table in ('crm_opportunities', 'planning_quotas')
),

sum_parts as (
    select
        period_grain,
        period_start as event_on,
        segment,
        seller,
        sum(pipeline_amount) as numerator,
        sum(coalesce(quota_amount, 0) - won_amount) as denominator,
        sum(open_deals) as sample_size,
        sum(quota_amount) as quota_amount,
        sum(won_amount) as won_amount
    from coverage_leaves
    group by period_grain, period_start, segment, seller
),

sum_leaves as (
    select
        *,
        cast(denominator as numeric(19, 3)) * cast(denominator as numeric(19, 3)) as sum_of_squares
    from sum_parts
),

sum_per_slice as (
    {{ slice_leaves('sum_leaves', ['segment', 'seller'], measures=measures, per_grain=true) }}
),

{{ complete_periods('sum_per_slice', measures.keys() | list, last_start='last_start') }},

add_requirements as (
    select
        complete_slices.*,
        required_coverage.won_of_four_quarters,
        required_coverage.closed_of_four_quarters
    from complete_slices
    left join required_coverage
        on
            complete_slices.period_grain = required_coverage.period_grain
            and complete_slices.period_start = required_coverage.period_start
            and complete_slices.segment = required_coverage.segment
),

describe_slices as (
    select
        {{ kpi_columns('kpi_pipeline_coverage', {
            'kpi_value': 'case when ' ~ has_quota ~ ' and denominator > 0 then '
                ~ safe_ratio('numerator', 'denominator') ~ ' end',
            'reference_value': safe_ratio('closed_of_four_quarters', 'won_of_four_quarters'),
            'value_status': {'no_quota': 'not ' ~ has_quota, 'quota_reached': 'denominator <= 0'},
        }) }},
        cast(quota_amount as numeric(38, 6)) as quota_amount,
        cast(won_amount as numeric(38, 6)) as won_amount,
        cast(won_of_four_quarters as numeric(38, 6)) as won_of_four_quarters,
        cast(closed_of_four_quarters as numeric(38, 6)) as closed_of_four_quarters
    from add_requirements
)

select * from describe_slices
