with users as (
    select * from {{ ref('int_crm_users_accepted') }}
),

hide_addresses as (
    select
        *,
        case
            when full_name like '%@%'
                then coalesce(nullif(trim({{ dbt.split_part('full_name', "'@'", 1) }}), ''), 'Unknown')
            else full_name
        end as shown_name
    from users
),

count_namesakes as (
    select
        *,
        {{ slice_member('shown_name') }} as member_name,
        count(*) over (partition by {{ slice_member('shown_name') }}) as bearer_count,
        row_number() over (partition by {{ slice_member('shown_name') }} order by user_id asc) as bearer_number
    from hide_addresses
),

-- An id that is an address itself is shown as a number.
tell_namesakes_apart as (
    select
        *,
        ' (' || case
            when user_id like '%@%' then cast(bearer_number as {{ dbt.type_string() }})
            else user_id
        end || ')' as shown_id,
        case when bearer_count > 1 then 1 else 0 end as has_namesake
    from count_namesakes
),

-- Somebody may be called like the name that another one got.
count_names_once_more as (
    select
        *,
        member_name || case when has_namesake = 1 then shown_id else '' end as told_name,
        count(*) over (partition by member_name || case when has_namesake = 1 then shown_id else '' end) as told_count
    from tell_namesakes_apart
),

name_sellers as (
    select
        user_id,
        told_name || case when told_count > 1 then shown_id else '' end as seller,
        team,
        region,
        is_active
    from count_names_once_more
)

select * from name_sellers
