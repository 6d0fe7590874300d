{{ config(enabled=is_chosen("fivetran_ads")) }}

{%- set in_millionths = ['google_ads', 'twitter_ads', 'reddit_ads', 'snapchat_ads', 'pinterest_ads'] -%}
{%- set reports = {
    'google_ads': {'campaign_stats': ['campaign_id', 'account_id']},
    'microsoft_ads': {'campaign_performance_daily_report': ['campaign_id', 'account_id', 'currency']},
    'linkedin_ads': {'ad_analytics_by_campaign': ['campaign_id', 'cost_in_usd']},
    'facebook_ads': {'basic_ad': ['ad_id', 'account_id']},
    'twitter_ads': {'campaign_report': ['campaign_id', 'account_id']},
    'reddit_ads': {'campaign_report': ['campaign_id', 'account_id']},
    'snapchat_ads': {'campaign_hourly_report': ['campaign_id']},
    'pinterest_ads': {'campaign_report': ['campaign_id', 'account_id', 'campaign_name']},
    'tiktok_ads': {'campaign_report_hourly': ['campaign_id']},
    'amazon_ads': {'campaign_level_report': ['campaign_id', 'currency']},
    'apple_search_ads': {'campaign_report': ['campaign_id', 'currency']},
} -%}
{%- set no_text = 'cast(null as ' ~ dbt.type_string() ~ ')' -%}
{%- set own_columns = ['campaign_id', 'ad_id', 'account_id', 'campaign_name', 'currency', 'cost_in_usd'] -%}

with

{% for platform, tables in reports.items() %}
    {% for table in tables %}
        {{ platform }} as (
            select * from {{ source(platform, table) }}
        ),
    {% endfor %}
{% endfor %}

facebook_ad_history as (
    select * from {{ source('facebook_ads', 'ad_history') }}
),

stack_reports as (
    {% for platform, tables in reports.items() %}
        {% for table, known_columns in tables.items() %}
            select
                '{{ platform }}' as platform,
                {{ '0.000001' if platform in in_millionths else '1.000000' }} as cost_unit,
                {% for column in own_columns %}
                    {{ column if column in known_columns else no_text }} as {{ column }},
                {% endfor %}
                substring(trim(spend_date), 1, 10) as spend_date,
                cost,
                impressions,
                clicks
            from {{ platform }}
        {% endfor %}
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

rank_ads as (
    select
        id,
        campaign_id,
        row_number() over (partition by id order by updated_at desc nulls last, campaign_id asc) as version_rank
    from facebook_ad_history
),

find_campaigns_of_ads as (
    select
        stack_reports.platform,
        stack_reports.spend_date,
        coalesce(stack_reports.campaign_id, rank_ads.campaign_id) as campaign_id,
        stack_reports.campaign_name,
        stack_reports.account_id as ad_account_id,
        stack_reports.currency,
        stack_reports.cost,
        stack_reports.cost_in_usd,
        stack_reports.cost_unit,
        stack_reports.impressions,
        stack_reports.clicks
    from stack_reports
    left join rank_ads
        on
            stack_reports.ad_id = rank_ads.id
            and rank_ads.version_rank = 1
)

select * from find_campaigns_of_ads
