with {{ buyer_touches() }},

sum_touches as (
    select
        buyer_id,
        cast(sum(cast({{ row_hash('buyer_touches') }} as numeric(38, 0))) as numeric(38, 0)) as fingerprint
    from buyer_touches
    group by buyer_id
)

select * from sum_touches
