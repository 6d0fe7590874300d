{% set official_weight = var('official_attribution_model') ~ '_weight' %}

with customers as (
    select * from {{ ref('int_new_customer_margins') }}
),

credits as (
    select * from {{ ref('int_touch_credits') }}
),

allocated_costs as (
    select * from {{ ref('int_allocated_costs') }}
),

slice_members as (
    select * from {{ ref('int_slice_members') }}
),

period_days as (
    select * from {{ ref('int_period_days') }}
    where period_grain <> 'week'
),

source_state as (
    select min(raw_rows) > 0 as has_source
    from {{ ref('int_row_counts') }}
    where source_table in ('crm_opportunities', 'finance_costs', 'finance_gross_margins')
),

sum_weights as (
    select
        conversion_id,
        channel,
        sum({{ official_weight }}) as weight
    from credits
    where conversion_type = 'closed_won'
    group by conversion_id, channel
),

-- A customer is counted once, in the channel of its largest credit.
rank_channels as (
    select
        customers.won_on,
        customers.segment,
        customers.new_monthly_margin,
        coalesce(sum_weights.channel, 'Unattributed') as channel,
        coalesce(sum_weights.weight, 1) as weight,
        row_number() over (
            partition by customers.parent_account_id
            order by sum_weights.weight desc, sum_weights.channel asc
        ) as channel_rank
    from customers
    left join sum_weights
        on customers.opportunity_id = sum_weights.conversion_id
    where customers.new_monthly_margin is not null
),

stack_cost_and_margin as (
    select
        period_grain,
        period_start as event_on,
        segment,
        channel,
        cast(cost_units as numeric(20, 0)) * 0.01 as numerator,
        0 as denominator,
        0 as sum_of_squares,
        0 as sample_size
    from allocated_costs
    union all
    select
        period_days.period_grain,
        period_days.period_start as event_on,
        rank_channels.segment,
        rank_channels.channel,
        0 as numerator,
        cast(rank_channels.new_monthly_margin * rank_channels.weight as numeric(28, 6)) as denominator,
        case
            when rank_channels.channel_rank = 1
                then cast(rank_channels.new_monthly_margin * rank_channels.new_monthly_margin as numeric(28, 6))
            else 0
        end as sum_of_squares,
        case when rank_channels.channel_rank = 1 then 1 else 0 end as sample_size
    from rank_channels
    inner join period_days
        on rank_channels.won_on = period_days.calendar_day
),

sum_per_slice as (
    {{ slice_leaves('stack_cost_and_margin', ['segment', 'channel'], per_grain=true) }}
),

{{ complete_periods('sum_per_slice') }},

describe_slices as (
    select
        {{ kpi_columns('kpi_cac_payback_months') }}
    from complete_slices
)

select * from describe_slices
