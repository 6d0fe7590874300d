{% set scope = var('touch_scope') %}
{% if scope not in ['account', 'contact_roles'] %}
    {{ exceptions.raise_compiler_error("var touch_scope: '" ~ scope ~ "' is neither account nor contact_roles.") }}
{% endif %}

with opportunities as (
    select * from {{ ref('int_opportunities') }}
),

opportunity_contacts as (
    select * from {{ ref('int_crm_opportunity_contacts_accepted') }}
),

opportunity_identities as (
    select * from {{ ref('int_opportunity_identities') }}
),

person_identities as (
    select * from {{ ref('int_person_identities') }}
),

account_identities as (
    select * from {{ ref('int_account_identities') }}
),

accounts as (
    select * from {{ ref('int_accounts') }}
),

lead_milestones as (
    select * from {{ ref('int_lead_milestones') }}
),

find_first_leads as (
    select
        account_id,
        min(lead_created_at) as lead_created_at
    from lead_milestones
    group by account_id
),

-- A role of somebody who is not in the data brings no touch.
find_deals_with_roles as (
    select opportunity_identities.surviving_opportunity_id as opportunity_id
    from opportunity_contacts
    inner join opportunity_identities
        on opportunity_contacts.opportunity_id = opportunity_identities.opportunity_id
    inner join person_identities
        on
            opportunity_contacts.contact_id = person_identities.source_id
            and person_identities.source_table = 'crm_contacts'
    where '{{ scope }}' = 'contact_roles'
    group by opportunity_identities.surviving_opportunity_id
),

describe_buyers as (
    select
        opportunities.opportunity_id,
        accounts.account_id,
        case
            when find_deals_with_roles.opportunity_id is not null then 'deal:' || opportunities.opportunity_id
            else accounts.account_id
        end as buyer_id,
        coalesce(accounts.segment, 'Unknown') as segment,
        coalesce(accounts.industry, 'Unknown') as industry,
        find_first_leads.lead_created_at
    from opportunities
    left join account_identities
        on opportunities.account_id = account_identities.account_id
    left join accounts
        on account_identities.surviving_account_id = accounts.account_id
    left join find_first_leads
        on accounts.account_id = find_first_leads.account_id
    left join find_deals_with_roles
        on opportunities.opportunity_id = find_deals_with_roles.opportunity_id
)

select * from describe_buyers
