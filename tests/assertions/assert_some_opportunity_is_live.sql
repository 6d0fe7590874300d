{{ config(severity='warn', store_failures=true) }}

with opportunities as (
    select * from {{ ref('int_crm_opportunities_accepted') }}
),

live_opportunities as (
    select * from {{ ref('int_opportunities') }}
),

count_opportunities as (
    select
        count(*) as all_count,
        coalesce(sum(case when is_deleted then 1 else 0 end), 0) as deleted_count
    from opportunities
),

count_live as (
    select count(*) as live_count
    from live_opportunities
),

name_problem as (
    select
        concat(
            'crm_opportunities: no live opportunity. Of ',
            cast(count_opportunities.all_count as {{ dbt.type_string() }}),
            ' opportunities ',
            cast(count_opportunities.deleted_count as {{ dbt.type_string() }}),
            ' are deleted, the others merged or tests: every KPI of deals is empty.',
            ' Look whether the right CRM is loaded.'
        ) as problem
    from count_opportunities
    cross join count_live
    where count_opportunities.all_count > 0 and count_live.live_count = 0
)

select * from name_problem
