{{ config(store_failures=true) }}

with reconciliation as (
    select * from {{ ref('row_reconciliation') }}
),

name_problems as (
    select
        concat(
            source_table, ': ', cast(raw_rows as {{ dbt.type_string() }}), ' raw rows, but ',
            cast(accepted_rows as {{ dbt.type_string() }}), ' accepted, ', cast(merged_rows as {{ dbt.type_string() }}),
            ' merged and ', cast(rejected_rows as {{ dbt.type_string() }}), ' rejected. A row was lost or doubled.'
        ) as problem
    from reconciliation
    where
        raw_rows <> accepted_rows + merged_rows + rejected_rows
        or unexplained_rows <> 0
        or accepted_rows < 0
)

select * from name_problems
