{%- set columns = [
    'cost_month', 'cost_category', 'channel', 'segment', 'amount', 'currency',
    'includes_ad_spend',
] -%}

with

staged_rows as (
    select * from {{ ref('stg_finance__costs') }}
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
