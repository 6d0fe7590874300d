with

staged_rows as (
    select * from {{ ref('stg_crm__opportunity_contacts') }}
),

merge_identical_rows as (
    select
        opportunity_id,
        contact_id,
        contact_role,
        is_primary,
        count(*) as copies
    from staged_rows
    where rejection_reason is null
    group by
        opportunity_id,
        contact_id,
        contact_role,
        is_primary
),

rank_versions as (
    select
        merge_identical_rows.*,
        {{ version_rank(
            ['opportunity_id', 'contact_id'],
            contract_column_names('crm_opportunity_contacts'),
        ) }} as version_rank,
        sum(copies) over (partition by opportunity_id, contact_id) as all_copies,
        count(*) over (partition by opportunity_id, contact_id) as rival_versions
    from merge_identical_rows
),

keep_one_version as (
    select
        opportunity_id,
        contact_id,
        contact_role,
        is_primary,
        cast(all_copies as bigint) as version_count,
        rival_versions > 1 as has_conflicting_versions
    from rank_versions
    where version_rank = 1
)

select * from keep_one_version
