with quotas as (
    select * from {{ ref('int_planning_quotas_accepted') }}
),

forecasts as (
    select * from {{ ref('int_planning_forecasts_accepted') }}
),

opportunities as (
    select * from {{ ref('int_opportunities') }}
),

account_identities as (
    select * from {{ ref('int_account_identities') }}
),

accounts as (
    select * from {{ ref('int_accounts') }}
),

segments as (
    select * from {{ ref('segments') }}
),

sellers as (
    select * from {{ ref('int_sellers') }}
),

stack_plans as (
    select
        owner_id,
        segment
    from quotas
    union all
    select
        owner_id,
        segment
    from forecasts
),

stack_segments as (
    select
        stack_plans.owner_id,
        case
            when stack_plans.segment is not null
                then coalesce(segments.segment, {{ slice_member('stack_plans.segment') }})
        end as planned_segment,
        cast(null as {{ dbt.type_string() }}) as sold_segment
    from stack_plans
    left join segments
        on lower(stack_plans.segment) = segments.segment_name
    union all
    select
        opportunities.owner_id,
        cast(null as {{ dbt.type_string() }}) as planned_segment,
        nullif(accounts.segment, 'Unknown') as sold_segment
    from opportunities
    left join account_identities
        on opportunities.account_id = account_identities.account_id
    left join accounts
        on account_identities.surviving_account_id = accounts.account_id
    where opportunities.owner_id is not null
),

compare_segments as (
    select
        owner_id,
        min(planned_segment) as first_planned,
        max(planned_segment) as last_planned,
        min(sold_segment) as first_sold,
        max(sold_segment) as last_sold
    from stack_segments
    group by owner_id
),

-- What a seller is planned for says more than what a seller happens to own.
find_only_segments as (
    select
        compare_segments.owner_id,
        coalesce(sellers.seller, 'Unknown') as seller,
        case
            when compare_segments.first_planned <> compare_segments.last_planned then null
            when compare_segments.first_planned is not null then compare_segments.first_planned
            when compare_segments.first_sold = compare_segments.last_sold then compare_segments.first_sold
        end as only_segment
    from compare_segments
    left join sellers
        on compare_segments.owner_id = sellers.user_id
)

select * from find_only_segments
