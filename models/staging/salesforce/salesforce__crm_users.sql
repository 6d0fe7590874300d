{{ config(enabled=is_chosen("salesforce")) }}

with

user_roles as (
    select * from {{ source('salesforce', 'user_role') }}
),

{{ salesforce_records('user') }},

name_roles as (
    select
        id,
        max(name) as role_name
    from user_roles
    group by id
),

-- Who has left still bears the deals of old.
map_users as (
    select
        records.id as user_id,
        {{ first_filled([
            'records.name', "coalesce(records.first_name, '') || ' ' || coalesce(records.last_name, '')",
        ]) }} as full_name,
        records.email,
        {{ first_filled(['records.team', 'name_roles.role_name', 'records.department']) }} as team,
        records.region,
        case when records.is_deleted_record then 'false' else records.is_active end as is_active,
        false as is_removed
    from records
    left join name_roles
        on records.user_role_id = name_roles.id
    where records.version_number = 1
)

select * from map_users
