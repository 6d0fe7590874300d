{{ config(enabled=is_chosen("stripe")) }}

with

prices as (
    select * from {{ source('stripe', 'price') }}
),

plans as (
    select * from {{ source('stripe', 'plan') }}
),

products as (
    select * from {{ source('stripe', 'product') }}
),

-- Every plan is a price of the same id: the price says more.
stack_prices as (
    {% for table in ['prices', 'plans'] %}
        select
            id as price_id,
            {{ loop.index }} as evidence_order,
            {{ first_filled(['unit_amount_decimal', 'unit_amount']) }} as unit_amount,
            upper(currency) as currency,
            lower(billing_interval) as billing_interval,
            {{ first_filled(['interval_count', "'1'"]) }} as interval_count,
            nickname,
            product_id,
            lower(usage_type) as usage_type,
            divide_by,
            lower(rounding) as rounding
        from {{ table }}
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

rank_prices as (
    select
        *,
        row_number() over (
            partition by price_id
            order by
                case when unit_amount is null or billing_interval is null then 1 else 0 end asc,
                evidence_order asc
        ) as price_rank
    from stack_prices
),

-- A year is 12 months, 52 weeks and 365 days.
convert_prices as (
    select
        rank_prices.price_id,
        rank_prices.currency,
        rank_prices.usage_type,
        {{ first_filled(['products.name', 'rank_prices.nickname', 'rank_prices.price_id']) }} as plan_name,
        {{ smallest_unit_amount('rank_prices.unit_amount', stripe_unit('rank_prices.currency')) }} as unit_amount,
        case rank_prices.billing_interval when 'week' then 52 when 'day' then 365 else 1 end as intervals,
        nullif({{ safe_cast_to('rank_prices.interval_count', 'integer') }}, 0) * case
            when rank_prices.billing_interval = 'month' then 1
            when rank_prices.billing_interval in ('year', 'week', 'day') then 12
        end as months,
        {{ safe_cast_to('rank_prices.divide_by', 'integer') }} as divide_by,
        rank_prices.rounding
    from rank_prices
    left join products
        on rank_prices.product_id = products.id
    where rank_prices.price_rank = 1
)

select * from convert_prices
