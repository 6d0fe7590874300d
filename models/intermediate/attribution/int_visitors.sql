with touches as (
    select * from {{ ref('int_web_touches_accepted') }}
),

rank_addresses as (
    select
        anonymous_id,
        email,
        row_number() over (partition by anonymous_id order by occurred_at asc, touch_id asc) as address_rank,
        count(*) over (partition by anonymous_id) as identified_touches
    from touches
    where anonymous_id is not null and email is not null
),

keep_first_address as (
    select
        anonymous_id,
        email,
        identified_touches
    from rank_addresses
    where address_rank = 1
)

select * from keep_first_address
