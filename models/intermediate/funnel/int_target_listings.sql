with target_accounts as (
    select * from {{ ref('int_planning_target_accounts_accepted') }}
),

accepted_accounts as (
    select * from {{ ref('int_crm_accounts_accepted') }}
),

account_identities as (
    select * from {{ ref('int_account_identities') }}
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

account_domains as (
    select
        accepted_accounts.domain,
        min(account_identities.surviving_account_id) as account_id
    from accepted_accounts
    inner join account_identities
        on accepted_accounts.account_id = account_identities.account_id
    left join free_mail_domains
        on accepted_accounts.domain = free_mail_domains.domain
    left join internal_domains
        on accepted_accounts.domain = internal_domains.domain
    where
        accepted_accounts.domain is not null
        and free_mail_domains.domain is null
        and internal_domains.domain is null
    group by accepted_accounts.domain
),

find_accounts as (
    select
        target_accounts.account_id as stated_account_id,
        target_accounts.domain,
        target_accounts.listed_on,
        target_accounts.delisted_on,
        target_accounts.exclusion_reason,
        coalesce(account_identities.surviving_account_id, account_domains.account_id) as account_id
    from target_accounts
    left join account_identities
        on target_accounts.account_id = account_identities.account_id
    left join account_domains
        on target_accounts.domain = account_domains.domain
),

-- What matches no account stays on the list: nobody can be engaged there, and the rate says so.
name_targets as (
    select
        coalesce(
            'account:' || accounts.parent_account_id,
            'domain:' || find_accounts.domain,
            'account:' || find_accounts.stated_account_id
        ) as target_id,
        accounts.parent_account_id,
        find_accounts.listed_on,
        find_accounts.delisted_on,
        find_accounts.exclusion_reason is not null as is_excluded
    from find_accounts
    left join accounts
        on find_accounts.account_id = accounts.account_id
),

count_listings as (
    select
        target_id,
        parent_account_id,
        listed_on,
        delisted_on,
        is_excluded,
        count(*) as listing_count
    from name_targets
    group by target_id, parent_account_id, listed_on, delisted_on, is_excluded
)

select * from count_listings
