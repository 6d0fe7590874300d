{%- set columns = [
    'opportunity_id', 'account_id', 'owner_id', 'opportunity_name', 'opportunity_type',
    'stage_name', 'amount', 'recurring_amount', 'term_months', 'currency',
    'created_at', 'updated_at', 'engaged_at', 'close_date', 'closed_at',
    'forecast_category', 'probability', 'lead_source', 'loss_reason',
    'merged_into_opportunity_id', 'is_deleted', 'is_test',
] -%}

with

staged_rows as (
    select * from {{ ref('stg_crm__opportunities') }}
),

merge_identical_rows as (
    select
        {{ listed(columns) }},
        count(*) as copies
    from staged_rows
    where rejection_reason is null
    group by
        {{ listed(columns) }}
),

rank_versions as (
    select
        *,
        {{ version_rank(
            ['opportunity_id'], columns, newest_by='updated_at'
        ) }} as version_rank,
        sum(copies) over (partition by opportunity_id) as all_copies,
        count(*) over (partition by opportunity_id, updated_at) as rival_versions
    from merge_identical_rows
),

keep_one_version as (
    select
        {{ listed(columns) }},
        cast(all_copies as bigint) as version_count,
        rival_versions > 1 as has_conflicting_versions
    from rank_versions
    where version_rank = 1
)

select * from keep_one_version
