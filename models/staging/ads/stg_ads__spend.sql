{%- set columns = [
    'spend_date', 'platform', 'campaign_name', 'utm_source', 'utm_medium',
    'utm_campaign', 'cost', 'currency', 'impressions', 'clicks',
] -%}

with

raw_rows as (
    {{ contract_rows('ads', 'spend', columns) }}
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
        is_removed,
        source_relation,
        {{ keep_raw(columns) }}
    from raw_rows
),

judge as (
    select
        *,
        {{ null_word_count(columns) }} as null_word_count,
        {{ rejection_reason({
            'is empty': ['spend_date', 'platform', 'cost'],
            'is not a date': ['spend_date'],
            'is not a number': ['cost'],
            'is not a whole number': ['impressions', 'clicks'],
        }, rules={'was deleted in its system': 'is_removed'}) }} as rejection_reason
    from normalise
),

stage_spend as (
    select
        {{ listed(columns) }},
        null_word_count,
        source_relation,
        rejection_reason,
        {{ raw_values(columns) }} as raw_values
    from judge
)

select * from stage_spend
