{{ config(enabled=is_chosen("stripe")) }}

with

items as (
    select * from {{ ref('stripe__items') }}
),

versions as (
    select * from {{ ref('stripe__subscription_versions') }}
),

customers as (
    select * from {{ ref('stripe__customers') }}
),

discounts as (
    select * from {{ ref('stripe__discounts') }}
),

sum_subscriptions as (
    select
        subscription_id,
        sum(monthly_amount) as monthly_amount,
        min(months) as months,
        max(intervals) as intervals
    from items
    where not is_removed
    group by subscription_id
),

-- A discount in money is off the invoice of an interval.
discount_subscriptions as (
    select
        sums.subscription_id,
        sums.monthly_amount,
        greatest(
            cast(0 as numeric(28, 6)),
            cast(sums.monthly_amount * (1 - coalesce(discounts.percent_off, 0) * 0.01) as numeric(28, 6))
            - coalesce(
                {{ exact_quotient(
                    'cast(discounts.amount_off * sums.intervals as numeric(28, 6))', 'cast(sums.months as numeric(9, 0))'
                ) }}, 0
            )
        ) as discounted_amount
    from sum_subscriptions as sums
    inner join discounts
        on sums.subscription_id = discounts.subscription_id
    where sums.monthly_amount > 0
),

discount_items as (
    select
        items.*,
        case
            when discounted.subscription_id is null then items.monthly_amount
            else {{ exact_quotient(
                'cast(items.monthly_amount * discounted.discounted_amount as numeric(28, 6))',
                'discounted.monthly_amount',
            ) }}
        end as discounted_amount
    from items
    left join discount_subscriptions as discounted
        on items.subscription_id = discounted.subscription_id
),

-- An item that was added to a running subscription starts on its own day.
date_items as (
    select
        discount_items.*,
        versions.customer_id,
        versions.metadata,
        versions.ended_on,
        case
            when
                discount_items.item_created_on > versions.subscription_created_on
                and discount_items.item_created_on > versions.paid_from
                then discount_items.item_created_on
            else versions.paid_from
        end as started_on
    from discount_items
    left join versions
        on discount_items.subscription_id = versions.subscription_id
),

map_subscriptions as (
    select
        date_items.item_id as subscription_id,
        coalesce(
            {{ stripe_metadata('date_items.metadata', 'account_id') }}, customers.account_id, date_items.customer_id
        ) as account_id,
        date_items.started_on,
        case
            when date_items.ended_on < date_items.started_on then date_items.started_on
            else date_items.ended_on
        end as ended_on,
        cast(date_items.discounted_amount as {{ dbt.type_string() }}) as monthly_amount,
        coalesce(date_items.currency, customers.currency) as currency,
        date_items.plan_name,
        {{ stripe_metadata('date_items.metadata', 'acquisition_opportunity_id') }} as acquisition_opportunity_id,
        date_items.is_removed
    from date_items
    left join customers
        on date_items.customer_id = customers.customer_id
)

select * from map_subscriptions
