{% set official_credit = 'credits.' ~ var('official_attribution_model') ~ '_credit' %}

with costs as (
    select * from {{ ref('int_acquisition_costs') }}
),

outcomes as (
    select * from {{ ref('int_opportunity_outcomes') }}
),

credits as (
    select * from {{ ref('int_touch_credits') }}
),

period_days as (
    select * from {{ ref('int_period_days') }}
    where period_grain <> 'week'
),

-- What the deals won in the period were credited with. A deal below zero earns no channel a cost below zero.
sum_credits as (
    select
        period_days.period_grain,
        period_days.period_start,
        outcomes.segment,
        credits.channel,
        cast(sum({{ official_credit }}) as bigint) as credit
    from credits
    inner join outcomes
        on credits.conversion_id = outcomes.opportunity_id
    inner join period_days
        on outcomes.closed_on = period_days.calendar_day
    where credits.conversion_type = 'closed_won' and {{ official_credit }} > 0
    group by period_days.period_grain, period_days.period_start, outcomes.segment, credits.channel
),

sum_costs as (
    select
        period_days.period_grain,
        period_days.period_start,
        costs.booked_segment,
        costs.booked_channel,
        sum(costs.cost_units) as cost_units
    from costs
    inner join period_days
        on costs.month_start = period_days.calendar_day
    where period_days.period_start <= period_days.as_of_on
    group by period_days.period_grain, period_days.period_start, costs.booked_segment, costs.booked_channel
),

-- A cost goes to the cells that it does not exclude, in proportion to their credit; without credit it is Unknown.
find_cells as (
    select
        sum_costs.*,
        coalesce(sum_costs.booked_segment, sum_credits.segment, 'Unknown') as segment,
        coalesce(sum_costs.booked_channel, sum_credits.channel, 'Unknown') as channel,
        case
            when sum_costs.booked_segment is not null and sum_costs.booked_channel is not null then 1
            else coalesce(sum_credits.credit, 1)
        end as credit
    from sum_costs
    left join sum_credits
        on
            sum_costs.period_grain = sum_credits.period_grain
            and sum_costs.period_start = sum_credits.period_start
            and (sum_costs.booked_segment is null or sum_costs.booked_segment = sum_credits.segment)
            and (sum_costs.booked_channel is null or sum_costs.booked_channel = sum_credits.channel)
),

rank_cells as (
    select
        *,
        sum(credit) over (
            partition by period_grain, period_start, booked_segment, booked_channel
            order by segment asc, channel asc
            rows between unbounded preceding and current row
        ) as credit_so_far,
        sum(credit) over (partition by period_grain, period_start, booked_segment, booked_channel) as all_credit
    from find_cells
),

-- Whole minor units, cell by cell up to here: they add up to the cost without a remainder.
allocate_costs as (
    select
        period_grain,
        period_start,
        booked_segment,
        booked_channel,
        segment,
        channel,
        cast(
            {{ whole_share('cost_units', 'credit_so_far', 'all_credit') }}
            - {{ whole_share('cost_units', '(credit_so_far - credit)', 'all_credit') }} as bigint
        ) as cost_units
    from rank_cells
)

select * from allocate_costs
