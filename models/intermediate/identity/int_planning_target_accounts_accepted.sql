{%- set columns = [
    'account_id', 'domain', 'tier', 'listed_on', 'delisted_on', 'exclusion_reason',
] -%}

with

staged_rows as (
    select * from {{ ref('stg_planning__target_accounts') }}
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
