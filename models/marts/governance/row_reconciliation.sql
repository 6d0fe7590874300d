with row_counts as (
    select * from {{ ref('int_row_counts') }}
),

version_counts as (
    select * from {{ ref('int_version_counts') }}
),

identity_links as (
    select * from {{ ref('int_identity_links') }}
),

count_merged_records as (
    select
        source_table,
        sum(merged_rows) as merged_records
    from identity_links
    where link_kind = 'record'
    group by source_table
),

reconcile_rows as (
    select
        cast(row_counts.source_table as {{ dbt.type_string() }}) as source_table,
        cast(row_counts.raw_rows as bigint) as raw_rows,
        cast(version_counts.kept_rows - coalesce(count_merged_records.merged_records, 0) as bigint) as accepted_rows,
        cast(version_counts.reloaded_rows + coalesce(count_merged_records.merged_records, 0) as bigint) as merged_rows,
        cast(row_counts.rejected_rows as bigint) as rejected_rows,
        cast(
            row_counts.raw_rows
            - version_counts.kept_rows
            - version_counts.reloaded_rows
            - row_counts.rejected_rows as bigint
        ) as unexplained_rows
    from row_counts
    left join version_counts
        on row_counts.source_table = version_counts.source_table
    left join count_merged_records
        on row_counts.source_table = count_merged_records.source_table
)

select * from reconcile_rows
