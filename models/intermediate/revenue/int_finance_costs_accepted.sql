with

staged_rows as (
    select * from {{ ref('stg_finance__costs') }}
),

merge_identical_rows as (
    select
        cost_month,
        cost_category,
        channel,
        segment,
        amount,
        currency,
        includes_ad_spend,
        cast(count(*) as bigint) as version_count,
        cast(false as boolean) as has_conflicting_versions
    from staged_rows
    where rejection_reason is null
    group by
        cost_month,
        cost_category,
        channel,
        segment,
        amount,
        currency,
        includes_ad_spend
)

select * from merge_identical_rows
