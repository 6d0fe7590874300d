{% set limit = var('unmapped_name_limit') %}

with lead_sources as (
    select * from {{ ref('int_lead_source_channels') }}
),

traffic_channels as (
    select * from {{ ref('int_traffic_channels') }}
),

opportunities as (
    select * from {{ ref('int_crm_opportunities_accepted') }}
),

accounts as (
    select * from {{ ref('int_crm_accounts_accepted') }}
),

opportunity_types as (
    select * from {{ ref('opportunity_types') }}
),

industry_names as (
    select * from {{ ref('industry_names') }}
),

stack_names as (
    select
        'channel_rules' as seed_name,
        'lead_source' as field_name,
        lead_source as raw_name,
        lead_count + opportunity_count as row_count
    from lead_sources
    where not is_mapped
    union all
    select
        'channel_rules' as seed_name,
        source_table as field_name,
        traffic_name as raw_name,
        row_count
    from traffic_channels
    where not is_mapped
    union all
    select
        'opportunity_types' as seed_name,
        'opportunity_type' as field_name,
        lower(opportunities.opportunity_type) as raw_name,
        1 as row_count
    from opportunities
    left join opportunity_types
        on lower(opportunities.opportunity_type) = opportunity_types.type_name
    where opportunities.opportunity_type is not null and opportunity_types.type_name is null
    union all
    select
        'industry_names' as seed_name,
        'industry' as field_name,
        lower(accounts.industry) as raw_name,
        1 as row_count
    from accounts
    left join industry_names
        on lower(accounts.industry) = industry_names.industry_name
    where accounts.industry is not null and industry_names.industry_name is null
),

mask_names as (
    select
        seed_name,
        field_name,
        {{ mask_email('raw_name') }} as raw_name,
        row_count
    from stack_names
),

sum_names as (
    select
        seed_name,
        field_name,
        raw_name,
        sum(row_count) as row_count
    from mask_names
    group by seed_name, field_name, raw_name
),

rank_names as (
    select
        *,
        row_number() over (partition by seed_name, field_name order by row_count desc, raw_name asc) as name_rank,
        count(*) over (partition by seed_name, field_name) as name_count
    from sum_names
),

-- Nobody maps a million names by hand: those with the most rows are listed, the others counted.
shorten_list as (
    select
        *,
        case
            when name_rank <= {{ limit }} then raw_name
            else concat('(', cast(name_count - {{ limit }} as {{ dbt.type_string() }}), ' more names)')
        end as listed_name
    from rank_names
),

publish_names as (
    select
        cast(seed_name as {{ dbt.type_string() }}) as seed_name,
        cast(field_name as {{ dbt.type_string() }}) as field_name,
        cast(listed_name as {{ dbt.type_string() }}) as raw_name,
        cast(sum(row_count) as bigint) as row_count
    from shorten_list
    group by seed_name, field_name, listed_name
)

select * from publish_names
