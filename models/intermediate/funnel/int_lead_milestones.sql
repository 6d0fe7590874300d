with leads as (
    select * from {{ ref('int_crm_leads_accepted') }}
),

identities as (
    select * from {{ ref('int_person_identities') }}
),

people as (
    select * from {{ ref('int_people') }}
),

accounts as (
    select * from {{ ref('int_accounts') }}
),

sellers as (
    select * from {{ ref('int_sellers') }}
),

lead_source_channels as (
    select * from {{ ref('int_lead_source_channels') }}
),

touches as (
    select * from {{ ref('int_touches') }}
),

as_of as (
    select * from {{ ref('int_as_of') }}
),

-- What comes after as_of has not happened.
date_leads as (
    select
        identities.person_id,
        leads.lead_id,
        leads.owner_id,
        leads.lead_source,
        leads.created_at,
        case when cast(leads.mql_at as date) <= as_of.as_of_on then leads.mql_at end as mql_at,
        case when cast(leads.sql_at as date) <= as_of.as_of_on then leads.sql_at end as sql_at,
        as_of.as_of_on
    from leads
    inner join identities
        on leads.lead_id = identities.source_id and identities.source_table = 'crm_leads'
    cross join as_of
),

rank_leads as (
    select
        *,
        min(created_at) over (partition by person_id) as lead_created_at,
        min(sql_at) over (partition by person_id) as first_sql_at,
        row_number() over (
            partition by person_id
            order by mql_at asc nulls last, created_at asc, lead_id asc
        ) as lead_rank
    from date_leads
    where cast(created_at as date) <= as_of_on or mql_at is not null or sql_at is not null
),

keep_first_qualified_leads as (
    select
        person_id,
        owner_id,
        lower(lead_source) as lead_source,
        lead_created_at,
        mql_at,
        first_sql_at as sql_at,
        cast(mql_at as date) as mql_on,
        cast(first_sql_at as date) as sql_on
    from rank_leads
    where lead_rank = 1
),

-- A touch that comes after the qualification did not bring the person.
rank_touches as (
    select
        touches.person_id,
        touches.channel,
        row_number() over (
            partition by touches.person_id
            order by touches.touched_at asc, touches.source_rank asc, touches.touch_key asc
        ) as touch_rank
    from touches
    inner join keep_first_qualified_leads as leads_of_people
        on
            touches.person_id = leads_of_people.person_id
            and cast(touches.touched_at as date) <= coalesce(leads_of_people.mql_on, cast(touches.touched_at as date))
),

describe_people as (
    select
        qualified.person_id,
        people.account_id,
        qualified.lead_created_at,
        qualified.mql_at,
        qualified.sql_at,
        cast({{ dbt.datediff('qualified.mql_on', 'qualified.sql_on', 'day') }} as integer) as days_to_sql, -- noqa: LT05
        coalesce(accounts.segment, 'Unknown') as segment,
        coalesce(accounts.industry, 'Unknown') as industry,
        coalesce(sellers.seller, 'Unknown') as seller,
        coalesce(lead_source_channels.channel, rank_touches.channel, 'Unknown') as channel
    from keep_first_qualified_leads as qualified
    inner join people
        on qualified.person_id = people.person_id
    left join accounts
        on people.account_id = accounts.account_id
    left join sellers
        on qualified.owner_id = sellers.user_id
    left join lead_source_channels
        on qualified.lead_source = lead_source_channels.lead_source
    left join rank_touches
        on qualified.person_id = rank_touches.person_id and rank_touches.touch_rank = 1
)

select * from describe_people
