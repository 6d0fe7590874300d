with opportunities as (
    select * from {{ ref('int_opportunities') }}
),

outcomes as (
    select * from {{ ref('int_opportunity_outcomes') }}
),

qualifications as (
    select * from {{ ref('int_opportunity_qualifications') }}
),

buyers as (
    select * from {{ ref('int_opportunity_buyers') }}
),

sellers as (
    select * from {{ ref('int_sellers') }}
),

-- An open deal that is young has not decided anything: it is no journey yet.
end_deals as (
    select
        opportunities.opportunity_id,
        opportunities.owner_id,
        opportunities.created_at as opportunity_created_at,
        outcomes.is_won,
        outcomes.seller,
        outcomes.reporting_amount,
        case
            when outcomes.opportunity_id is not null
                then coalesce(
                    case
                        when cast(opportunities.closed_at as date) <= opportunities.as_of_on
                            then opportunities.closed_at
                    end,
                    case when outcomes.is_won then opportunities.last_won_at else opportunities.last_lost_at end,
                    cast(outcomes.closed_on as timestamp)
                )
            when
                opportunities.created_at < cast(
                    {{ dbt.dateadd('day', -1 * var('null_maturity_days'), 'opportunities.as_of_on') }} as timestamp
                )
                and (
                    opportunities.closed_on > opportunities.as_of_on
                    or not (opportunities.is_won or opportunities.is_lost)
                )
                then cast({{ dbt.dateadd('day', 1, 'opportunities.as_of_on') }} as timestamp)
        end as ended_at,
        coalesce(outcomes.closed_on, opportunities.as_of_on) as ended_on
    from opportunities
    left join outcomes
        on opportunities.opportunity_id = outcomes.opportunity_id
    where opportunities.opportunity_type in ({{ quoted_list(var('kpi_opportunity_types')) }})
),

stack_conversions as (
    select
        'closed_won' as conversion_type,
        opportunity_id,
        owner_id,
        seller,
        opportunity_created_at,
        case when is_won then 'converted' else 'null' end as outcome,
        ended_at as converted_at,
        ended_on as converted_on,
        case when is_won then reporting_amount end as reporting_amount
    from end_deals
    where ended_at is not null
    union all
    select
        'opportunity_qualified' as conversion_type,
        end_deals.opportunity_id,
        coalesce(qualifications.owner_id, end_deals.owner_id) as owner_id,
        case when qualifications.opportunity_id is null then end_deals.seller end as seller,
        end_deals.opportunity_created_at,
        case when qualifications.opportunity_id is null then 'null' else 'converted' end as outcome,
        coalesce(qualifications.qualified_at, end_deals.ended_at) as converted_at,
        coalesce(qualifications.qualified_on, end_deals.ended_on) as converted_on,
        qualifications.reporting_amount
    from end_deals
    left join qualifications
        on end_deals.opportunity_id = qualifications.opportunity_id
    where
        qualifications.opportunity_id is not null
        or (end_deals.ended_at is not null and not coalesce(end_deals.is_won, false))
),

describe_conversions as (
    select
        stack_conversions.conversion_type,
        stack_conversions.opportunity_id as conversion_id,
        buyers.buyer_id,
        buyers.account_id,
        stack_conversions.outcome,
        stack_conversions.converted_at,
        stack_conversions.converted_on,
        cast(round(stack_conversions.reporting_amount * 100, 0) as bigint) as amount,
        buyers.lead_created_at,
        stack_conversions.opportunity_created_at,
        buyers.segment,
        buyers.industry,
        coalesce(stack_conversions.seller, sellers.seller, 'Unknown') as seller
    from stack_conversions
    inner join buyers
        on stack_conversions.opportunity_id = buyers.opportunity_id
    left join sellers
        on stack_conversions.owner_id = sellers.user_id
)

select * from describe_conversions
