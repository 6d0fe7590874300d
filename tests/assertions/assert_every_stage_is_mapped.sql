{{ config(store_failures=true) }}

with opportunities as (
    select * from {{ ref('int_crm_opportunities_accepted') }}
),

opportunity_history as (
    select * from {{ ref('int_crm_opportunity_history_accepted') }}
),

stages as (
    select * from {{ ref('opportunity_stages') }}
),

-- Of a deleted deal nothing is asked, its stages neither.
find_deleted as (
    select opportunity_id
    from opportunities
    where is_deleted
),

stack_stage_names as (
    select
        'crm_opportunities' as source_table,
        stage_name
    from opportunities
    where not coalesce(is_deleted, false)
    union all
    select
        'crm_opportunity_history' as source_table,
        opportunity_history.stage_name
    from opportunity_history
    left join find_deleted
        on opportunity_history.opportunity_id = find_deleted.opportunity_id
    where find_deleted.opportunity_id is null
),

count_unmapped as (
    select
        stack_stage_names.source_table,
        stack_stage_names.stage_name,
        count(*) as row_count
    from stack_stage_names
    left join stages
        on lower(stack_stage_names.stage_name) = stages.stage_name
    where stack_stage_names.stage_name is not null and stages.stage_name is null
    group by stack_stage_names.source_table, stack_stage_names.stage_name
),

name_problems as (
    select
        concat(
            source_table, ': stage_name ''', stage_name, ''' (', cast(row_count as {{ dbt.type_string() }}),
            ' rows) is not a stage of seeds/reference/opportunity_stages.csv. Add a row for it there, in lower case.'
        ) as problem
    from count_unmapped
)

select * from name_problems
