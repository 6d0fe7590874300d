with costs as (
    select * from {{ ref('int_finance_costs_accepted') }}
),

exchange_rates as (
    select * from {{ ref('int_exchange_rates') }}
),

traffic_channels as (
    select * from {{ ref('int_traffic_channels') }}
),

segments as (
    select * from {{ ref('segments') }}
),

as_of as (
    select * from {{ ref('int_as_of') }}
),

value_costs as (
    select
        cast({{ dbt.date_trunc('month', 'costs.cost_month') }} as date) as month_start,
        costs.cost_month,
        costs.cost_category,
        costs.channel as raw_channel,
        costs.segment as raw_segment,
        costs.currency as raw_currency,
        traffic_channels.channel,
        case
            when costs.segment is not null
                then coalesce(segments.segment, {{ slice_member('costs.segment') }})
        end as segment,
        coalesce(costs.includes_ad_spend, false) as includes_ad_spend,
        coalesce(costs.currency, '{{ var("reporting_currency") }}') as currency,
        costs.amount,
        {{ in_reporting_currency(
            'costs.amount', 'coalesce(costs.currency, \'' ~ var("reporting_currency") ~ '\')', 'exchange_rates'
        ) }} as reporting_amount
    from costs
    cross join as_of
    left join exchange_rates
        on
            costs.currency = exchange_rates.currency
            and costs.cost_month = exchange_rates.rate_on
    left join traffic_channels
        on 'cost|' || lower(costs.channel) = traffic_channels.traffic_key
    left join segments
        on lower(costs.segment) = segments.segment_name
    where costs.cost_month <= as_of.as_of_on
)

select * from value_costs
