with leads as (
    select * from {{ ref('int_crm_leads_accepted') }}
),

opportunities as (
    select * from {{ ref('int_crm_opportunities_accepted') }}
),

channel_rules as (
    select * from {{ ref('channel_rules') }}
),

stack_lead_sources as (
    select
        lower(lead_source) as lead_source,
        'lead' as record_type
    from leads
    where lead_source is not null
    union all
    select
        lower(lead_source) as lead_source,
        'opportunity' as record_type
    from opportunities
    where lead_source is not null
),

count_lead_sources as (
    select
        lead_source,
        sum(case when record_type = 'lead' then 1 else 0 end) as lead_count,
        sum(case when record_type = 'opportunity' then 1 else 0 end) as opportunity_count
    from stack_lead_sources
    group by lead_source
),

rank_matching_rules as (
    select
        count_lead_sources.lead_source,
        count_lead_sources.lead_count,
        count_lead_sources.opportunity_count,
        channel_rules.channel,
        row_number() over (
            partition by count_lead_sources.lead_source
            order by cast(channel_rules.rule_order as integer) asc nulls last
        ) as rule_rank
    from count_lead_sources
    left join channel_rules
        on {{ matches_pattern('count_lead_sources.lead_source', 'channel_rules.lead_source') }}
),

choose_channels as (
    select
        lead_source,
        coalesce(channel, 'Other') as channel,
        channel is not null as is_mapped,
        lead_count,
        opportunity_count
    from rank_matching_rules
    where rule_rank = 1
)

select * from choose_channels
