with

row_counts as (
    select * from {{ ref('int_row_counts') }}
),

rejected_rows as (
    select * from {{ ref('rejected_rows') }}
),

count_listed_rows as (
    select
        source_table,
        sum(row_count) as listed_rows
    from rejected_rows
    group by source_table
),

find_differences as (
    select
        row_counts.source_table,
        row_counts.rejected_rows,
        coalesce(count_listed_rows.listed_rows, 0) as listed_rows
    from row_counts
    left join count_listed_rows
        on row_counts.source_table = count_listed_rows.source_table
    where row_counts.rejected_rows <> coalesce(count_listed_rows.listed_rows, 0)
)

select * from find_differences
