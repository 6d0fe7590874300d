{%- set columns = [
    'period_start', 'period_grain', 'owner_id', 'segment', 'quota_amount', 'currency',
] -%}

with

staged_rows as (
    select * from {{ ref('stg_planning__quotas') }}
),

merge_identical_rows as (
    select
        {{ listed(columns) }},
        cast(count(*) as bigint) as version_count,
        cast(false as boolean) as has_conflicting_versions
    from staged_rows
    where rejection_reason is null
    group by
        {{ listed(columns) }}
)

select * from merge_identical_rows
