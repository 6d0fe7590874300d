with spend as (
    select * from {{ ref('int_ads_spend_accepted') }}
),

exchange_rates as (
    select * from {{ ref('int_exchange_rates') }}
),

as_of as (
    select * from {{ ref('int_as_of') }}
),

-- Media without a UTM source is told by its platform, which reads like a lead source.
name_sources as (
    select
        spend.*,
        coalesce(spend.currency, '{{ var("reporting_currency") }}') as spend_currency,
        case when spend.utm_source is null then replace(spend.platform, '_', ' ') end as lead_source,
        spend.utm_source as paid_source,
        case when spend.utm_source is not null then coalesce(spend.utm_medium, 'cpc') end as paid_medium
    from spend
    cross join as_of
    where spend.spend_date <= as_of.as_of_on
),

value_spend as (
    select
        name_sources.spend_date,
        name_sources.platform,
        name_sources.campaign_name,
        name_sources.utm_source,
        name_sources.utm_medium,
        name_sources.utm_campaign,
        name_sources.currency,
        name_sources.lead_source,
        name_sources.paid_source,
        name_sources.paid_medium,
        'spend|' || coalesce(
            name_sources.lead_source, name_sources.paid_source || '|' || name_sources.paid_medium
        ) as traffic_key,
        coalesce(name_sources.utm_campaign, lower(name_sources.campaign_name), 'Unknown') as campaign,
        name_sources.spend_currency,
        name_sources.cost,
        {{ in_reporting_currency('name_sources.cost', 'name_sources.spend_currency', 'exchange_rates') }}
            as reporting_cost,
        name_sources.impressions,
        name_sources.clicks
    from name_sources
    left join exchange_rates
        on
            name_sources.spend_currency = exchange_rates.currency
            and name_sources.spend_date = exchange_rates.rate_on
)

select * from value_spend
