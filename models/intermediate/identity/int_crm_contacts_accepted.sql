{%- set columns = [
    'contact_id', 'account_id', 'email', 'full_name', 'job_title', 'created_at',
    'updated_at', 'merged_into_contact_id',
] -%}

with

staged_rows as (
    select * from {{ ref('stg_crm__contacts') }}
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
            ['contact_id'], columns, newest_by='updated_at'
        ) }} as version_rank,
        sum(copies) over (partition by contact_id) as all_copies,
        count(*) over (partition by contact_id, updated_at) as rival_versions
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
