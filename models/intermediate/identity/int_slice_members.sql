{% set owned = [
    'crm_accounts', 'crm_leads', 'crm_opportunities', 'crm_opportunity_history', 'planning_quotas', 'planning_forecasts',
] %}
{% set campaigns = {
    'int_web_touches_parsed': 'utm_campaign',
    'int_crm_campaign_members_accepted': 'lower(campaign_name)',
    'int_ads_spend_accepted': 'coalesce(utm_campaign, lower(campaign_name))',
} %}
{% set records = {
    'segment': ('accounts', 'count(*)'),
    'industry': ('accounts', 'count(*)'),
    'seller': ('count_owned_records', 'sum(row_count)'),
    'channel': ('lead_source_channels', 'sum(lead_count + opportunity_count)'),
    'campaign': ('count_campaigns', 'sum(row_count)'),
} %}

with accounts as (
    select * from {{ ref('int_accounts') }}
),

sellers as (
    select * from {{ ref('int_sellers') }}
),

lead_source_channels as (
    select * from {{ ref('int_lead_source_channels') }}
),

targets as (
    select * from {{ ref('kpi_targets') }}
),

count_owned_records as (
    {% for table in owned %}
        select
            sellers.seller,
            count(*) as row_count
        from {{ ref('int_' ~ table ~ '_accepted') }} as records
        inner join sellers
            on records.owner_id = sellers.user_id
        group by sellers.seller
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

count_campaigns as (
    {% for table, campaign in campaigns.items() %}
        select
            {{ campaign }} as campaign,
            count(*) as row_count
        from {{ ref(table) }}
        group by {{ campaign }}
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

count_records as (
    {% for dimension, (relation, row_count) in records.items() %}
        select
            '{{ dimension }}' as dimension,
            {{ dimension }} as member_name,
            cast({{ row_count }} as bigint) as row_count
        from {{ relation }}
        group by {{ dimension }}
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

targeted_members as (
    {% for dimension in ['segment', 'industry', 'seller', 'channel'] %}
        select
            '{{ dimension }}' as dimension,
            {{ dimension }} as member_name
        from targets
        group by {{ dimension }}
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

-- Who set a target for a member looks for its name.
rank_members as (
    select
        count_records.*,
        row_number() over (
            partition by count_records.dimension
            order by
                case when targeted_members.member_name is null then 1 else 0 end,
                count_records.row_count desc,
                count_records.member_name asc
        ) as member_rank
    from count_records
    left join targeted_members
        on
            count_records.dimension = targeted_members.dimension
            and count_records.member_name = targeted_members.member_name
    where count_records.member_name <> 'Unknown'
),

name_members as (
    select
        dimension,
        member_name,
        case when member_rank <= {{ var('slice_member_limit') }} then member_name else 'Beyond the limit' end
            as shown_name,
        row_count
    from rank_members
)

select * from name_members
