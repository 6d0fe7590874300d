{{ config(enabled=is_chosen("hubspot")) }}

with

owners as (
    select * from {{ source('hubspot', 'owner') }}
),

owner_teams as (
    select * from {{ source('hubspot', 'owner_team') }}
),

users as (
    select * from {{ source('hubspot', 'users') }}
),

teams as (
    select * from {{ source('hubspot', 'team') }}
),

rank_teams as (
    select
        owner_teams.owner_id,
        teams.name as team,
        row_number() over (
            partition by owner_teams.owner_id
            order by
                case when {{ any_true(['owner_teams.is_team_primary']) }} then 0 else 1 end asc,
                owner_teams.team_id asc
        ) as team_rank
    from owner_teams
    inner join teams
        on owner_teams.team_id = teams.id
),

map_users as (
    select
        owners.owner_id as user_id,
        {{ first_filled([
            "coalesce(owners.first_name, '') || ' ' || coalesce(owners.last_name, '')", 'owners.email',
        ]) }} as full_name,
        owners.email,
        coalesce(rank_teams.team, teams.name) as team,
        cast(null as {{ dbt.type_string() }}) as region,
        case
            when {{ any_true(['owners.archived', 'owners._fivetran_deleted']) }} then 'false'
            else coalesce(owners.is_active, 'true')
        end as is_active,
        false as is_removed
    from owners
    left join rank_teams
        on
            owners.owner_id = rank_teams.owner_id
            and rank_teams.team_rank = 1
    left join users
        on owners.active_user_id = users.id
    left join teams
        on users.primary_team_id = teams.id
)

select * from map_users
