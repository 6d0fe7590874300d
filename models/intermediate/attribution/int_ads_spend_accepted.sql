{%- set columns = [
    'spend_date', 'platform', 'campaign_name', 'utm_source', 'utm_medium',
    'utm_campaign', 'cost', 'currency', 'impressions', 'clicks',
] -%}

with

staged_rows as (
    select * from {{ ref('stg_ads__spend') }}
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
