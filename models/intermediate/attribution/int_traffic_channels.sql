{% set fields = ['lead_source', 'campaign_type', 'click_id', 'source_category', 'utm_source', 'utm_medium'] %}
{% set kinds = {
    'web_touches': {
        'traffic_key': 'traffic_key', 'click_id': 'click_id',
        'utm_source': 'traffic_source', 'utm_medium': 'traffic_medium',
    },
    'crm_campaign_members': {
        'traffic_key': "'campaign|' || coalesce(campaign_type, '(not set)')",
        'campaign_type': "coalesce(campaign_type, '(not set)')",
    },
    'ads_spend': {
        'traffic_key': 'traffic_key', 'lead_source': 'lead_source',
        'utm_source': 'paid_source', 'utm_medium': 'paid_medium',
    },
    'finance_costs': {'traffic_key': "'cost|' || lower(channel)", 'lead_source': 'lower(channel)'},
} %}

with web_touches as (
    select * from {{ ref('int_web_touches_parsed') }}
),

crm_campaign_members as (
    select * from {{ ref('int_crm_campaign_members_accepted') }}
),

ads_spend as (
    select * from {{ ref('int_ads_spend_keyed') }}
),

finance_costs as (
    select * from {{ ref('int_finance_costs_accepted') }}
),

source_categories as (
    select * from {{ ref('source_categories') }}
),

channel_rules as (
    select * from {{ ref('channel_rules') }}
),

stack_traffic as (
    {% for relation, known in kinds.items() %}
        select
            '{{ relation }}' as source_table,
            {% for field in ['lead_source', 'campaign_type', 'click_id', 'utm_source', 'utm_medium'] %}
                cast({{ known.get(field, 'null') }} as {{ dbt.type_string() }}) as {{ field }},
            {% endfor %}
            {{ known['traffic_key'] }} as traffic_key
        from {{ relation }}
        where {{ known['traffic_key'] }} is not null
        {{ 'union all' if not loop.last }}
    {% endfor %}
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
            order by length(source_categories.source_pattern) desc nulls last, source_categories.source_pattern asc
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
                    or {{ matches_pattern('rank_categories.' ~ field, 'channel_rules.' ~ field) }}
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
