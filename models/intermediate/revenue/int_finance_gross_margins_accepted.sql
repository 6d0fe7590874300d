{%- set columns = ['valid_from', 'segment', 'gross_margin_rate'] -%}

with

staged_rows as (
    select * from {{ ref('stg_finance__gross_margins') }}
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
