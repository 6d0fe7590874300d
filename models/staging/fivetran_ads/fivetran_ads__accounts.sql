{{ config(enabled=is_chosen("fivetran_ads")) }}

{%- set accounts = {
    'google_ads': 'account_history', 'microsoft_ads': 'account_history', 'linkedin_ads': 'ad_account_history',
    'facebook_ads': 'account_history', 'reddit_ads': 'account', 'snapchat_ads': 'ad_account_history',
    'pinterest_ads': 'advertiser_history', 'tiktok_ads': 'advertiser', 'amazon_ads': 'profile',
    'apple_search_ads': 'organization',
} -%}

with

{% for platform, table in accounts.items() %}
    {{ platform }} as (
        select * from {{ source(platform, table) }}
    ),
{% endfor %}

stack_accounts as (
    {% for platform in accounts %}
        select
            '{{ platform }}' as platform,
            id,
            currency,
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
            order by updated_at desc nulls last, currency asc
        ) as version_rank
    from stack_accounts
    where {{ first_filled(['currency']) }} is not null
),

keep_newest_version as (
    select
        platform,
        id as ad_account_id,
        currency
    from rank_versions
    where version_rank = 1
)

select * from keep_newest_version
