{% set subscription_rules = [
    ('account_unknown', 'is_unknown', 'Its account is not in crm_accounts: it counts without a segment, as its own parent.'),
    ('currency_missing', 'is_without_currency', 'Taken to be in the reporting currency.'),
] %}
{% set target_rules = [
    ('account_unknown', 'is_unknown', 'Its account is not in crm_accounts: its domain stands in, else it is a target that nobody can engage.'),
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

describe_subscriptions as (
    select
        account_identities.account_id is null as is_unknown,
        subscriptions.currency is null as is_without_currency
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
)

select * from apply_rules
