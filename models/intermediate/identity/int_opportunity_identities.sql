with opportunities as (
    select * from {{ ref('int_crm_opportunities_accepted') }}
),

-- A deal that was merged away never survives, so the end of a chain of merges does. A target that is not in the data
-- ties nothing: two deals that name it may be two.
rank_opportunities as (
    select
        opportunities.opportunity_id as record_id,
        targets.opportunity_id as merged_into,
        row_number() over (
            order by
                case when targets.opportunity_id is null then 0 else 1 end asc,
                opportunities.created_at asc nulls last,
                opportunities.opportunity_id asc
        ) as survivor_rank
    from opportunities
    left join opportunities as targets
        on
            opportunities.merged_into_opportunity_id = targets.opportunity_id
            and opportunities.opportunity_id <> targets.opportunity_id
),

tie_opportunities as (
    select
        record_id,
        '2 id' as evidence,
        record_id as tie_key
    from rank_opportunities
    union all
    select
        record_id,
        '1 crm_merge' as evidence,
        merged_into as tie_key
    from rank_opportunities
    where merged_into is not null
),

{{ settle_identities('tie_opportunities', 'rank_opportunities') }},

name_opportunities as (
    select
        record_id as opportunity_id,
        survivor_id as surviving_opportunity_id,
        evidence
    from settled_identities
)

select * from name_opportunities
