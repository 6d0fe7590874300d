with visits as (
    select * from {{ ref('int_web_sessions') }}
),

campaign_members as (
    select * from {{ ref('int_crm_campaign_members_accepted') }}
),

traffic_channels as (
    select * from {{ ref('int_traffic_channels') }}
),

visitors as (
    select * from {{ ref('int_visitors') }}
),

email_people as (
    select * from {{ ref('int_email_people') }}
),

person_identities as (
    select * from {{ ref('int_person_identities') }}
),

people as (
    select * from {{ ref('int_people') }}
),

as_of as (
    select * from {{ ref('int_as_of') }}
),

slice_members as (
    select * from {{ ref('int_slice_members') }}
),

stack_touches as (
    select
        'web:' || visits.touch_id as touch_key,
        1 as source_rank,
        visits.occurred_at as touched_at,
        visits.touch_type,
        visits.channel,
        coalesce(visits.utm_campaign, 'Unknown') as campaign,
        coalesce(visits.email, visitors.email) as email,
        cast(null as {{ dbt.type_string() }}) as stated_person_id
    from visits
    left join visitors
        on visits.anonymous_id = visitors.anonymous_id
    union all
    select
        'campaign:' || campaign_members.campaign_member_id as touch_key,
        2 as source_rank,
        campaign_members.responded_at as touched_at,
        campaign_members.campaign_type as touch_type,
        traffic_channels.channel,
        coalesce(lower(campaign_members.campaign_name), 'Unknown') as campaign,
        cast(null as {{ dbt.type_string() }}) as email,
        coalesce(contacts.person_id, leads.person_id) as stated_person_id
    from campaign_members
    inner join traffic_channels
        on 'campaign|' || coalesce(campaign_members.campaign_type, '(not set)') = traffic_channels.traffic_key
    left join person_identities as contacts
        on campaign_members.contact_id = contacts.source_id and contacts.source_table = 'crm_contacts'
    left join person_identities as leads
        on campaign_members.lead_id = leads.source_id and leads.source_table = 'crm_leads'
),

know_people as (
    select
        stack_touches.*,
        coalesce(stack_touches.stated_person_id, email_people.person_id) as person_id,
        email_people.account_id as email_account_id,
        email_people.company_domain as person_domain
    from stack_touches
    left join email_people
        on stack_touches.email = email_people.email
),

name_campaigns as (
    {{ name_members('know_people', ['campaign']) }}
),

know_buyers as (
    select
        know_people.touch_key,
        know_people.source_rank,
        know_people.touched_at,
        know_people.touch_type,
        know_people.channel,
        know_people.campaign_member as campaign,
        know_people.channel = 'Direct' as is_direct,
        know_people.person_id,
        coalesce(people.account_id, know_people.email_account_id) as account_id,
        know_people.person_domain,
        coalesce(people.account_id, know_people.email_account_id, 'person:' || know_people.person_id) as buyer_id
    from name_campaigns as know_people
    cross join as_of
    left join people
        on know_people.person_id = people.person_id
    where cast(know_people.touched_at as date) <= as_of.as_of_on
)

select * from know_buyers
