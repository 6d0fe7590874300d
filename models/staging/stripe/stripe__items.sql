{{ config(enabled=is_chosen("stripe")) }}

with

items as (
    select * from {{ source('stripe', 'subscription_item') }}
),

prices as (
    select * from {{ ref('stripe__prices') }}
),

read_items as (
    select
        items.id as item_id,
        items.subscription_id,
        substring(trim(items.created), 1, 10) as item_created_on,
        {{ any_true(['items.is_deleted', 'items._fivetran_deleted']) }} as is_removed,
        prices.plan_name,
        prices.currency,
        prices.unit_amount,
        prices.intervals,
        prices.months,
        prices.divide_by,
        prices.rounding,
        {{ safe_cast_to(
            "coalesce(nullif(trim(items.quantity), ''), case when prices.usage_type = 'metered' then null else '1' end)",
            'numeric(12, 0)',
        ) }} as quantity
    from items
    left join prices
        on {{ first_filled(['items.price_id', 'items.plan_id']) }} = prices.price_id
),

-- A price for packs of ten bills begun packs, or whole ones.
count_units as (
    select
        *,
        cast(case
            when divide_by > 0 and rounding = 'up' then ceil(quantity / divide_by)
            when divide_by > 0 then floor(quantity / divide_by)
            else quantity
        end as numeric(12, 0)) as units
    from read_items
),

price_items as (
    select
        *,
        {{ exact_quotient('cast(unit_amount * units * intervals as numeric(28, 6))', 'cast(months as numeric(9, 0))') }}
            as monthly_amount
    from count_units
)

select * from price_items
