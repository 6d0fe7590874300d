with touches as (
    select * from {{ ref('int_web_touches_accepted') }}
),

contacts as (
    select * from {{ ref('int_crm_contacts_accepted') }}
),

leads as (
    select * from {{ ref('int_crm_leads_accepted') }}
),

person_identities as (
    select * from {{ ref('int_person_identities') }}
),

people as (
    select * from {{ ref('int_people') }}
),

accounts as (
    select * from {{ ref('int_accounts') }}
),

free_mail_domains as (
    select * from {{ ref('free_mail_domains') }}
),

internal_domains as (
    select * from {{ ref('internal_domains') }}
),

stack_addresses as (
    select
        contacts.email,
        person_identities.person_id
    from contacts
    inner join person_identities
        on contacts.contact_id = person_identities.source_id and person_identities.source_table = 'crm_contacts'
    union all
    select
        leads.email,
        person_identities.person_id
    from leads
    inner join person_identities
        on leads.lead_id = person_identities.source_id and person_identities.source_table = 'crm_leads'
    union all
    select
        email,
        cast(null as {{ dbt.type_string() }}) as person_id
    from touches
),

-- At strict evidence an address may have several bearers: the one with the smallest id stands for all.
find_bearers as (
    select
        email,
        min(person_id) as person_id,
        {{ email_domain('email') }} as email_domain
    from stack_addresses
    where email is not null
    group by email
),

account_domains as (
    select
        domain,
        min(account_id) as account_id
    from accounts
    where domain is not null
    group by domain
),

describe_addresses as (
    select
        find_bearers.email,
        coalesce(find_bearers.person_id, 'email:' || find_bearers.email) as person_id,
        find_bearers.person_id is not null as is_crm_person,
        case
            when free_mail_domains.domain is null and internal_domains.domain is null then find_bearers.email_domain
        end as company_domain,
        coalesce(
            people.account_id,
            case
                when free_mail_domains.domain is null and internal_domains.domain is null
                    then account_domains.account_id
            end
        ) as account_id
    from find_bearers
    left join people
        on find_bearers.person_id = people.person_id
    left join account_domains
        on find_bearers.email_domain = account_domains.domain
    left join free_mail_domains
        on find_bearers.email_domain = free_mail_domains.domain
    left join internal_domains
        on find_bearers.email_domain = internal_domains.domain
)

select * from describe_addresses
