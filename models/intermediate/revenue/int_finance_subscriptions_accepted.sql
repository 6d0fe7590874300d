with

staged_rows as (
    select * from {{ ref('stg_finance__subscriptions') }}
),

merge_identical_rows as (
    select
        subscription_id,
        account_id,
        started_on,
        ended_on,
        monthly_amount,
        currency,
        plan_name,
        acquisition_opportunity_id,
        count(*) as copies
    from staged_rows
    where rejection_reason is null
    group by
        subscription_id,
        account_id,
        started_on,
        ended_on,
        monthly_amount,
        currency,
        plan_name,
        acquisition_opportunity_id
),

rank_versions as (
    select
        merge_identical_rows.*,
        {{ version_rank(
            ['subscription_id'],
            contract_column_names('finance_subscriptions'),
        ) }} as version_rank,
        sum(copies) over (partition by subscription_id) as all_copies,
        count(*) over (partition by subscription_id) as rival_versions
    from merge_identical_rows
),

keep_one_version as (
    select
        subscription_id,
        account_id,
        started_on,
        ended_on,
        monthly_amount,
        currency,
        plan_name,
        acquisition_opportunity_id,
        cast(all_copies as bigint) as version_count,
        rival_versions > 1 as has_conflicting_versions
    from rank_versions
    where version_rank = 1
)

select * from keep_one_version
