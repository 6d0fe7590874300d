with

staged_rows as (
    select * from {{ ref('stg_crm__users') }}
),

merge_identical_rows as (
    select
        user_id,
        full_name,
        email,
        team,
        region,
        is_active,
        count(*) as copies
    from staged_rows
    where rejection_reason is null
    group by
        user_id,
        full_name,
        email,
        team,
        region,
        is_active
),

rank_versions as (
    select
        merge_identical_rows.*,
        {{ version_rank(
            ['user_id'],
            contract_column_names('crm_users'),
        ) }} as version_rank,
        sum(copies) over (partition by user_id) as all_copies,
        count(*) over (partition by user_id) as rival_versions
    from merge_identical_rows
),

keep_one_version as (
    select
        user_id,
        full_name,
        email,
        team,
        region,
        is_active,
        cast(all_copies as bigint) as version_count,
        rival_versions > 1 as has_conflicting_versions
    from rank_versions
    where version_rank = 1
)

select * from keep_one_version
