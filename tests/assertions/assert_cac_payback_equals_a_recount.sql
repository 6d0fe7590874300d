{# Counts cost and new margin again, month by month, from booked rows, won deals and subscriptions: without credit,
   allocation and ranking. #}
{{ config(store_failures=true, enabled='month' in var('period_grains') and var('cac_cost_lag_months') == 0) }}

with costs as (
    select * from {{ ref('int_finance_costs_valued') }}
),

spend as (
    select * from {{ ref('int_channel_spend') }}
),

outcomes as (
    select * from {{ ref('int_opportunity_outcomes') }}
),

customers as (
    select * from {{ ref('int_new_customers') }}
),

subscriptions as (
    select * from {{ ref('int_subscription_amounts') }}
),

margins as (
    select * from {{ ref('int_new_customer_margins') }}
),

payback as (
    select * from {{ ref('kpi_cac_payback_months') }}
),

booked_media as (
    select
        month_start,
        max(case when channel is null then 1 else 0 end) as is_for_all,
        min(channel) as only_channel,
        max(channel) as last_channel
    from costs
    where cost_category = 'marketing' and includes_ad_spend
    group by month_start
),

stack_costs as (
    select
        month_start,
        reporting_amount as amount
    from costs
    where cost_category <> 'expansion'
    union all
    select
        spend.month_start,
        spend.spend as amount
    from spend
    left join booked_media
        on spend.month_start = booked_media.month_start
    where
        booked_media.month_start is null
        or (booked_media.is_for_all = 0 and spend.channel not in (booked_media.only_channel, booked_media.last_channel))
),

sum_costs as (
    select
        month_start,
        sum(amount) as amount,
        count(*) as bookings
    from stack_costs
    group by month_start
),

first_wins as (
    select
        parent_account_id,
        min(closed_on) as won_on
    from outcomes
    where is_won and opportunity_type in ({{ quoted_list(var('kpi_opportunity_types')) }})
    group by parent_account_id
),

named_revenue as (
    select
        acquisition_opportunity_id,
        sum(reporting_monthly_amount) as monthly_amount
    from subscriptions
    group by acquisition_opportunity_id
),

sum_margins as (
    select
        cast({{ dbt.date_trunc('month', 'first_wins.won_on') }} as date) as month_start,
        sum(coalesce(named_revenue.monthly_amount, customers.new_monthly_revenue) * margins.gross_margin_rate)
            as margin,
        sum(case when margins.new_monthly_margin is not null then 1 else 0 end) as customer_count
    from first_wins
    inner join margins
        on first_wins.parent_account_id = margins.parent_account_id
    inner join customers
        on first_wins.parent_account_id = customers.parent_account_id
    left join named_revenue
        on customers.opportunity_id = named_revenue.acquisition_opportunity_id
    group by cast({{ dbt.date_trunc('month', 'first_wins.won_on') }} as date)
),

name_problems as (
    select
        concat(
            'kpi_cac_payback_months, month of ', cast(payback.period_start as {{ dbt.type_string() }}), ': ',
            cast(payback.numerator as {{ dbt.type_string() }}), ' / ',
            cast(payback.denominator as {{ dbt.type_string() }}), ' for ',
            cast(payback.sample_size as {{ dbt.type_string() }}), ' customers, but a recount gives ',
            coalesce(cast(sum_costs.amount as {{ dbt.type_string() }}), '0'), ' / ',
            coalesce(cast(sum_margins.margin as {{ dbt.type_string() }}), '0'), ' for ',
            coalesce(cast(sum_margins.customer_count as {{ dbt.type_string() }}), '0'), '.'
        ) as problem
    from payback
    left join sum_costs
        on payback.period_start = sum_costs.month_start
    left join sum_margins
        on payback.period_start = sum_margins.month_start
    where
        payback.period_grain = 'month'
        and payback.slice = 'total'
        and payback.value_status <> 'no_source'
        and (
            payback.sample_size <> coalesce(sum_margins.customer_count, 0)
            or {{ differs('payback.numerator', 'sum_costs.amount', '0.01 * coalesce(sum_costs.bookings, 1)') }}
            or {{ differs('payback.denominator', 'sum_margins.margin') }}
        )
)

select * from name_problems
