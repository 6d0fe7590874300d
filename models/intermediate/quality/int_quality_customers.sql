{% set subscription_rules = [
    ('account_unknown', 'is_unknown', 'Its account is not in crm_accounts: it counts without a segment, as its own parent.'),
    ('currency_missing', 'is_without_currency', 'Taken to be in the reporting currency.'),
    ('ends_before_it_starts', 'ended_on <= started_on', 'Ends on or before its first day: it was never live.'),
    ('negative_amount', 'monthly_amount < 0', 'A credit: it lowers recurring revenue, and an account at or below zero is no customer.'),
] %}
{% set target_rules = [
    ('account_unknown', 'is_unknown', 'Its account is not in crm_accounts: its domain stands in, else it is a target that nobody can engage.'),
] %}
{% set customer_rules = [
    ('new_customer_without_revenue', 'new_monthly_revenue is null', 'Neither subscription nor contract tells its recurring revenue: outside CAC payback, its cost inside.'),
    ('new_customer_without_margin', 'gross_margin_rate is null', 'No gross margin rate of its segment on the day it was won: outside CAC payback, its cost inside.'),
] %}

with subscriptions as (
    select * from {{ ref('int_finance_subscriptions_accepted') }}
),

target_accounts as (
    select * from {{ ref('int_planning_target_accounts_accepted') }}
),

account_identities as (
    select * from {{ ref('int_account_identities') }}
),

new_customers as (
    select * from {{ ref('int_new_customer_margins') }}
),

describe_subscriptions as (
    select
        account_identities.account_id is null as is_unknown,
        subscriptions.currency is null as is_without_currency,
        subscriptions.started_on,
        subscriptions.ended_on,
        subscriptions.monthly_amount
    from subscriptions
    left join account_identities
        on subscriptions.account_id = account_identities.account_id
),

describe_targets as (
    select target_accounts.account_id is not null and account_identities.account_id is null as is_unknown
    from target_accounts
    left join account_identities
        on target_accounts.account_id = account_identities.account_id
),

apply_rules as (
    {{ count_rules('describe_subscriptions', 'finance_subscriptions', subscription_rules) }}
    union all
    {{ count_rules('describe_targets', 'planning_target_accounts', target_rules) }}
    union all
    {{ count_rules('new_customers', 'crm_opportunities', customer_rules) }}
)

select * from apply_rules
