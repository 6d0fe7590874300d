{{ config(enabled=is_chosen("stripe")) }}

with

subscription_discounts as (
    select * from {{ source('stripe', 'subscription_discount') }}
),

discounts as (
    select * from {{ source('stripe', 'discount') }}
),

coupons as (
    select * from {{ source('stripe', 'coupon') }}
),

stack_discounts as (
    {% for table in ['subscription_discounts', 'discounts'] %}
        select
            id as discount_id,
            subscription_id,
            coupon_id,
            ended_at
        from {{ table }}
        where subscription_id is not null
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

-- A newer loader keeps a discount in both tables.
keep_one_of_each as (
    select
        discount_id,
        subscription_id,
        coupon_id,
        max(ended_at) as ended_at
    from stack_discounts
    group by discount_id, subscription_id, coupon_id
),

-- What ends by itself is a welcome, not a price: only discounts for ever lower recurring revenue.
sum_discounts as (
    select
        keep_one_of_each.subscription_id,
        sum({{ safe_cast_to('coupons.percent_off', 'numeric(9, 6)') }}) as percent_off,
        sum({{ smallest_unit_amount('coupons.amount_off', stripe_unit('upper(coupons.currency)')) }}) as amount_off
    from keep_one_of_each
    inner join coupons
        on keep_one_of_each.coupon_id = coupons.id
    where
        lower(coupons.duration) = 'forever'
        and keep_one_of_each.ended_at is null
    group by keep_one_of_each.subscription_id
)

select * from sum_discounts
