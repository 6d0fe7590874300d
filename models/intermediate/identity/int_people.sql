with identities as (
    select * from {{ ref('int_person_identities') }}
),

contacts as (
    select * from {{ ref('int_crm_contacts_accepted') }}
),

leads as (
    select * from {{ ref('int_crm_leads_accepted') }}
),

account_identities as (
    select * from {{ ref('int_account_identities') }}
),

free_mail_domains as (
    select * from {{ ref('free_mail_domains') }}
),

internal_domains as (
    select * from {{ ref('internal_domains') }}
),

accounts as (
    select * from {{ ref('int_accounts') }}
),

account_domains as (
    select
        accounts.domain,
        min(accounts.account_id) as account_id
    from accounts
    left join free_mail_domains
        on accounts.domain = free_mail_domains.domain
    left join internal_domains
        on accounts.domain = internal_domains.domain
    where free_mail_domains.domain is null and internal_domains.domain is null
    group by accounts.domain
),

-- The account of a person: the contact's, else the one its lead was converted to, else the one with its mail's domain.
list_evidence as (
    select
        identities.person_id,
        1 as evidence_order,
        identities.source_id,
        contacts.account_id as stated_account_id,
        contacts.email,
        contacts.created_at
    from identities
    inner join contacts
        on identities.source_id = contacts.contact_id
    where identities.source_table = 'crm_contacts'
    union all
    select
        identities.person_id,
        2 as evidence_order,
        identities.source_id,
        leads.converted_account_id as stated_account_id,
        leads.email,
        leads.created_at
    from identities
    inner join leads
        on identities.source_id = leads.lead_id
    where identities.source_table = 'crm_leads'
),

find_accounts as (
    select
        list_evidence.person_id,
        list_evidence.created_at,
        account_identities.surviving_account_id as stated_account_id,
        account_domains.account_id as domain_account_id,
        row_number() over (
            partition by list_evidence.person_id
            order by
                list_evidence.evidence_order asc, list_evidence.created_at asc nulls last, list_evidence.source_id asc
        ) as evidence_rank
    from list_evidence
    left join account_identities
        on list_evidence.stated_account_id = account_identities.account_id
    left join account_domains
        on {{ email_domain('list_evidence.email') }} = account_domains.domain
),

describe_people as (
    select
        person_id,
        coalesce(
            {{ first_known('stated_account_id', 'evidence_rank') }},
            {{ first_known('domain_account_id', 'evidence_rank') }}
        ) as account_id,
        min(created_at) as created_at,
        count(*) as record_count
    from find_accounts
    group by person_id
)

select * from describe_people
