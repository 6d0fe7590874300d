{%- set columns = ['rate_date', 'from_currency', 'to_currency', 'rate'] -%}

with

staged_rows as (
    select * from {{ ref('stg_finance__exchange_rates') }}
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
