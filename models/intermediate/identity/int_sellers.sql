with users as (
    select * from {{ ref('int_crm_users_accepted') }}
),

count_namesakes as (
    select
        full_name,
        count(*) as bearer_count
    from users
    group by full_name
),

name_sellers as (
    select
        users.user_id,
        case
            when count_namesakes.bearer_count > 1 then users.full_name || ' (' || users.user_id || ')'
            else {{ slice_member('users.full_name') }}
        end as seller,
        users.team,
        users.region,
        users.is_active
    from users
    inner join count_namesakes
        on users.full_name = count_namesakes.full_name
)

select * from name_sellers
