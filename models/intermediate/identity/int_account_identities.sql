with accounts as (
    select * from {{ ref('int_crm_accounts_accepted') }}
),

free_mail_domains as (
    select * from {{ ref('free_mail_domains') }}
),

rank_accounts as (
    select
        accounts.account_id as record_id,
        case when free_mail_domains.domain is null then accounts.domain end as company_domain,
        {{ company_name_key('accounts.account_name') }} as name_key,
        lower(accounts.country) as country_key,
        row_number() over (
            order by accounts.created_at asc nulls last, accounts.account_id asc
        ) as survivor_rank
    from accounts
    left join free_mail_domains
        on accounts.domain = free_mail_domains.domain
),

-- A name in a country stands for one company unless its bearers have several domains.
find_names_of_one_company as (
    select
        name_key,
        country_key
    from rank_accounts
    where name_key is not null and country_key is not null
    group by name_key, country_key
    having count(distinct company_domain) <= 1
),

tie_accounts as (
    select
        record_id,
        '2 id' as evidence,
        'id:' || record_id as tie_key
    from rank_accounts
    {% if var('identity_evidence') == 'standard' %}
        union all
        select
            record_id,
            '4 domain' as evidence,
            'domain:' || company_domain as tie_key
        from rank_accounts
        where company_domain is not null
        union all
        select
            rank_accounts.record_id,
            '5 name' as evidence,
            'name:' || rank_accounts.country_key || ':' || rank_accounts.name_key as tie_key
        from rank_accounts
        inner join find_names_of_one_company
            on
                rank_accounts.name_key = find_names_of_one_company.name_key
                and rank_accounts.country_key = find_names_of_one_company.country_key
    {% endif %}
),

{{ settle_identities('tie_accounts', 'rank_accounts') }},

name_accounts as (
    select
        record_id as account_id,
        survivor_id as surviving_account_id,
        evidence
    from settled_identities
)

select * from name_accounts
