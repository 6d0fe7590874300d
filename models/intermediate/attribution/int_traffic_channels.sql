{% set fields = ['lead_source', 'campaign_type', 'click_id', 'source_category', 'utm_source', 'utm_medium'] %}

with touches as (
    select * from {{ ref('int_web_touches_parsed') }}
),

campaign_members as (
    select * from {{ ref('int_crm_campaign_members_accepted') }}
),

spend as (
    select * from {{ ref('int_ads_spend_keyed') }}
),

source_categories as (
    select * from {{ ref('source_categories') }}
),

channel_rules as (
    select * from {{ ref('channel_rules') }}
),

stack_traffic as (
    select
        'web_touches' as source_table,
        traffic_key,
        cast(null as {{ dbt.type_string() }}) as lead_source,
        cast(null as {{ dbt.type_string() }}) as campaign_type,
        click_id,
        traffic_source as utm_source,
        traffic_medium as utm_medium
    from touches
    union all
    select
        'crm_campaign_members' as source_table,
        'campaign|' || coalesce(campaign_type, '(not set)') as traffic_key,
        cast(null as {{ dbt.type_string() }}) as lead_source,
        coalesce(campaign_type, '(not set)') as campaign_type,
        cast(null as {{ dbt.type_string() }}) as click_id,
        cast(null as {{ dbt.type_string() }}) as utm_source,
        cast(null as {{ dbt.type_string() }}) as utm_medium
    from campaign_members
    union all
    select
        'ads_spend' as source_table,
        traffic_key,
        lead_source,
        cast(null as {{ dbt.type_string() }}) as campaign_type,
        cast(null as {{ dbt.type_string() }}) as click_id,
        paid_source as utm_source,
        paid_medium as utm_medium
    from spend
),

count_traffic as (
    select
        source_table,
        traffic_key,
        lead_source,
        campaign_type,
        click_id,
        utm_source,
        utm_medium,
        cast(count(*) as bigint) as row_count
    from stack_traffic
    group by source_table, traffic_key, lead_source, campaign_type, click_id, utm_source, utm_medium
),

-- gemini.google.com is an assistant before it is a search engine: the longest pattern wins.
rank_categories as (
    select
        count_traffic.*,
        source_categories.source_category,
        row_number() over (
            partition by count_traffic.traffic_key
            order by
                length(source_categories.source_pattern) desc nulls last,
                source_categories.source_pattern asc
        ) as category_rank
    from count_traffic
    left join source_categories
        on
            count_traffic.utm_source like source_categories.source_pattern
            or count_traffic.utm_source like '%.' || source_categories.source_pattern
),

rank_rules as (
    select
        rank_categories.*,
        channel_rules.channel,
        row_number() over (
            partition by rank_categories.traffic_key
            order by cast(channel_rules.rule_order as integer) asc nulls last
        ) as rule_rank
    from rank_categories
    left join channel_rules
        on
            {% for field in fields %}
                {{ 'and' if not loop.first }} (
                    channel_rules.{{ field }} is null
                    or rank_categories.{{ field }} like channel_rules.{{ field }}
                )
            {% endfor %}
    where rank_categories.category_rank = 1
),

choose_channels as (
    select
        traffic_key,
        source_table,
        coalesce(campaign_type, lead_source, utm_source || ' / ' || utm_medium) as traffic_name,
        source_category,
        coalesce(channel, 'Other') as channel,
        channel is not null as is_mapped,
        row_count
    from rank_rules
    where rule_rank = 1
)

select * from choose_channels
