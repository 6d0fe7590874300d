with

raw_rows as (
    select * from {{ source('ads', 'spend') }}
),

normalise as (
    select
        {{ as_date('spend_date', 'ads_spend') }} as spend_date,
        {{ as_lower('platform') }} as platform,
        {{ as_text('campaign_name') }} as campaign_name,
        {{ as_lower('utm_source') }} as utm_source,
        {{ as_lower('utm_medium') }} as utm_medium,
        {{ as_lower('utm_campaign') }} as utm_campaign,
        {{ as_decimal('cost') }} as cost,
        {{ as_upper('currency') }} as currency,
        {{ as_integer('impressions') }} as impressions,
        {{ as_integer('clicks') }} as clicks,
        {{ keep_raw('ads_spend') }}
    from raw_rows
),

judge as (
    select
        normalise.*,
        {{ null_word_count('ads_spend') }} as null_word_count,
        {{ rejection_reason('ads_spend') }} as rejection_reason
    from normalise
),

stage_spend as (
    select
        spend_date,
        platform,
        campaign_name,
        utm_source,
        utm_medium,
        utm_campaign,
        cost,
        currency,
        impressions,
        clicks,
        null_word_count,
        rejection_reason,
        {{ raw_values('ads_spend') }} as raw_values
    from judge
)

select * from stage_spend
