{{ config(enabled=is_chosen("stripe")) }}

with

customers as (
    select * from {{ source('stripe', 'customer') }}
),

accounts as (
    select * from {{ ref('stg_crm__accounts') }}
),

free_mail_domains as (
    select * from {{ ref('free_mail_domains') }}
),

rank_accounts as (
    select
        accounts.domain,
        accounts.account_id,
        row_number() over (
            partition by accounts.domain
            order by accounts.created_at asc nulls last, accounts.account_id asc
        ) as account_rank
    from accounts
    left join free_mail_domains
        on accounts.domain = free_mail_domains.domain
    where
        accounts.domain is not null
        and accounts.rejection_reason is null
        and free_mail_domains.domain is null
),

-- The account that the customer names, else the one that has the domain of its e-mail, else the customer itself.
find_accounts as (
    select
        customers.id as customer_id,
        coalesce(
            {{ stripe_metadata('customers.metadata', 'account_id') }}, rank_accounts.account_id, customers.id
        ) as account_id,
        upper(customers.currency) as currency
    from customers
    left join rank_accounts
        on
            {{ email_domain(as_lower('customers.email')) }} = rank_accounts.domain
            and rank_accounts.account_rank = 1
)

select * from find_accounts
