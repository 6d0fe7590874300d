with subscriptions as (
    select * from {{ ref('int_subscription_amounts') }}
),

revenue_days as (
    select * from {{ ref('int_revenue_days') }}
),

-- A subscription that ends on or before its first day was never live.
keep_live_subscriptions as (
    select
        parent_account_id,
        started_on,
        coalesce(ended_on, cast('9999-12-31' as date)) as ended_on,
        reporting_monthly_amount
    from subscriptions
    where ended_on > started_on or ended_on is null
),

first_days as (
    select
        parent_account_id,
        min(started_on) as first_day
    from keep_live_subscriptions
    group by parent_account_id
),

list_account_days as (
    select
        first_days.parent_account_id,
        revenue_days.measured_on,
        revenue_days.month_start,
        revenue_days.is_month_close
    from first_days
    inner join revenue_days
        on first_days.first_day <= revenue_days.measured_on
),

sum_live_amounts as (
    select
        account_days.parent_account_id,
        account_days.measured_on,
        account_days.month_start,
        account_days.is_month_close,
        cast(coalesce(sum(live.reporting_monthly_amount), 0) as numeric(28, 6)) as recurring_revenue,
        count(live.started_on) as live_subscriptions
    from list_account_days as account_days
    left join keep_live_subscriptions as live
        on
            account_days.parent_account_id = live.parent_account_id
            and account_days.measured_on >= live.started_on
            and account_days.measured_on < live.ended_on
    group by
        account_days.parent_account_id,
        account_days.measured_on,
        account_days.month_start,
        account_days.is_month_close
)

select * from sum_live_amounts
