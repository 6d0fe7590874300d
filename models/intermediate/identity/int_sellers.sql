with users as (
    select * from {{ ref('int_crm_users_accepted') }}
),

count_namesakes as (
    select
        *,
        {{ slice_member('full_name') }} as member_name,
        count(*) over (partition by {{ slice_member('full_name') }}) as bearer_count
    from users
),

tell_namesakes_apart as (
    select
        *,
        case when bearer_count > 1 then member_name || ' (' || user_id || ')' else member_name end as told_name
    from count_namesakes
),

-- Somebody may be called like the name that another one got.
count_names_once_more as (
    select
        *,
        count(*) over (partition by told_name) as told_count
    from tell_namesakes_apart
),

name_sellers as (
    select
        user_id,
        case when told_count > 1 then told_name || ' (' || user_id || ')' else told_name end as seller,
        team,
        region,
        is_active
    from count_names_once_more
)

select * from name_sellers
