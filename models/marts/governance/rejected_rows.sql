with

rejected_rows as (
    select * from {{ ref('int_rejected_rows') }}
),

publish_rejected_rows as (
    select
        source_table,
        row_key,
        rejection_reason,
        raw_values,
        row_count
    from rejected_rows
)

select * from publish_rejected_rows
