{%- set columns = [
    'opportunity_id', 'changed_at', 'stage_name', 'amount', 'close_date',
    'forecast_category', 'probability', 'owner_id',
] -%}

with

staged_rows as (
    select * from {{ ref('stg_crm__opportunity_history') }}
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
