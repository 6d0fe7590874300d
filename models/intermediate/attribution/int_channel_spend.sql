with spend as (
    select * from {{ ref('int_ads_spend_keyed') }}
),

traffic_channels as (
    select * from {{ ref('int_traffic_channels') }}
),

slice_members as (
    select * from {{ ref('int_slice_members') }}
),

name_campaigns as (
    {{ name_members('spend', ['campaign']) }}
),

sum_spend as (
    select
        cast({{ dbt.date_trunc('month', 'spend.spend_date') }} as date) as month_start,
        traffic_channels.channel,
        spend.campaign_member as campaign,
        cast(sum(spend.reporting_cost) as numeric(28, 6)) as spend,
        cast(sum(spend.impressions) as bigint) as impressions,
        cast(sum(spend.clicks) as bigint) as clicks
    from name_campaigns as spend
    inner join traffic_channels
        on spend.traffic_key = traffic_channels.traffic_key
    group by
        cast({{ dbt.date_trunc('month', 'spend.spend_date') }} as date),
        traffic_channels.channel,
        spend.campaign_member
)

select * from sum_spend
