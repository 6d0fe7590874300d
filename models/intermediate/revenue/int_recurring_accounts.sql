with revenue as (
    select * from {{ ref('int_recurring_revenue') }}
),

accounts as (
    select * from {{ ref('int_accounts') }}
),

sellers as (
    select * from {{ ref('int_sellers') }}
),

outcomes as (
    select * from {{ ref('int_opportunity_outcomes') }}
),

list_accounts as (
    select parent_account_id
    from revenue
    group by parent_account_id
),

rank_wins as (
    select
        parent_account_id,
        closed_on,
        channel,
        row_number() over (
            partition by parent_account_id
            order by closed_on asc, opportunity_id asc
        ) as win_rank
    from outcomes
    where is_won and parent_account_id is not null
),

describe_accounts as (
    select
        list_accounts.parent_account_id,
        coalesce(accounts.segment, 'Unknown') as segment,
        coalesce(accounts.industry, 'Unknown') as industry,
        coalesce(sellers.seller, 'Unknown') as seller,
        coalesce(rank_wins.channel, 'Unknown') as channel,
        rank_wins.closed_on as first_won_on
    from list_accounts
    left join accounts
        on list_accounts.parent_account_id = accounts.account_id
    left join sellers
        on accounts.owner_id = sellers.user_id
    left join rank_wins
        on list_accounts.parent_account_id = rank_wins.parent_account_id and rank_wins.win_rank = 1
)

select * from describe_accounts
