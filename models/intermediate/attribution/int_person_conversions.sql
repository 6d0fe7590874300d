with lead_milestones as (
    select * from {{ ref('int_lead_milestones') }}
),

as_of as (
    select * from {{ ref('int_as_of') }}
),

stack_stages as (
    select
        'mql' as conversion_type,
        *,
        mql_at as reached_at,
        lead_created_at as waiting_since
    from lead_milestones
    union all
    select
        'sql' as conversion_type,
        *,
        sql_at as reached_at,
        mql_at as waiting_since
    from lead_milestones
),

-- Somebody who waits for less than the time of maturity may still convert: that is no journey yet.
describe_conversions as (
    select
        stack_stages.conversion_type,
        stack_stages.person_id as conversion_id,
        coalesce(stack_stages.account_id, 'person:' || stack_stages.person_id) as buyer_id,
        stack_stages.account_id,
        case when stack_stages.reached_at is null then 'null' else 'converted' end as outcome,
        coalesce(
            stack_stages.reached_at, cast({{ dbt.dateadd('day', 1, 'as_of.as_of_on') }} as timestamp)
        ) as converted_at,
        coalesce(cast(stack_stages.reached_at as date), as_of.as_of_on) as converted_on,
        cast(null as bigint) as amount,
        stack_stages.lead_created_at,
        cast(null as timestamp) as opportunity_created_at,
        stack_stages.segment,
        stack_stages.industry,
        stack_stages.seller
    from stack_stages
    cross join as_of
    where
        stack_stages.reached_at is not null
        or stack_stages.waiting_since < cast(
            {{ dbt.dateadd('day', -1 * var('null_maturity_days'), 'as_of.as_of_on') }} as timestamp
        )
)

select * from describe_conversions
