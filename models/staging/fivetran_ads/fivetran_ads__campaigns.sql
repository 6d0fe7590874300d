{{ config(enabled=is_chosen("fivetran_ads")) }}

{%- set campaigns = {
    'google_ads': 'campaign_history', 'microsoft_ads': 'campaign_history', 'linkedin_ads': 'ad_campaign_history',
    'facebook_ads': 'campaign_history', 'twitter_ads': 'campaign_history', 'reddit_ads': 'campaign',
    'snapchat_ads': 'campaign_history', 'pinterest_ads': 'campaign_history', 'tiktok_ads': 'campaign_history',
    'amazon_ads': 'campaign_history', 'apple_search_ads': 'campaign_history',
} -%}

with

{% for platform, table in campaigns.items() %}
    {{ platform }} as (
        select * from {{ source(platform, table) }}
    ),
{% endfor %}

stack_campaigns as (
    {% for platform in campaigns %}
        select
            '{{ platform }}' as platform,
            id,
            name,
            account_id,
            {{ 'currency' if platform == 'twitter_ads' else 'cast(null as ' ~ dbt.type_string() ~ ')' }} as currency,
            updated_at
        from {{ platform }}
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

rank_versions as (
    select
        *,
        row_number() over (
            partition by platform, id
            order by updated_at desc nulls last, name asc, account_id asc
        ) as version_rank
    from stack_campaigns
),

keep_newest_version as (
    select
        platform,
        id as campaign_id,
        name as campaign_name,
        account_id as ad_account_id,
        currency
    from rank_versions
    where version_rank = 1
)

select * from keep_newest_version
