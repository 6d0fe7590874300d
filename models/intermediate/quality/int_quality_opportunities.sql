{% set rules = [
    ('deleted', 'is_removed', 'Deleted in the CRM: outside every KPI.'),
    ('not_live', 'is_live = 0 and not is_removed and not is_merged', 'Marked or named as a test, or created after as_of: outside every KPI.'),
    ('merged_into_unknown', 'merged_into_opportunity_id is not null and target_id is null', 'Merged into a deal that is not in the data: kept.'),
    ('account_missing', 'account_id is null', 'Without an account: segment and industry are Unknown.'),
    ('account_unknown', 'account_id is not null and known_account_id is null', 'Its account is not in crm_accounts: segment and industry are Unknown.'),
    ('owner_missing', 'owner_id is null', 'Without an owner today: once closed, its seller is the owner its history names, else Unknown.'),
    ('owner_unknown', 'owner_id is not null and user_id is null', 'Its owner of today is not in crm_users: the seller is Unknown, unless it had another owner when it closed.'),
    ('lead_source_missing', 'lead_source is null', 'Without a lead source: the channel is Unknown.'),
    ('opportunity_type_missing', 'opportunity_type is null', 'Counted under the default opportunity type.'),
    ('opportunity_type_unmapped', 'opportunity_type is not null and type_name is null', 'Its type is not in seeds/reference/opportunity_types.csv: outside the KPIs that name their types.'),
    ('currency_missing', 'currency is null', 'Taken to be in the reporting currency.'),
    ('amount_missing', 'amount is null', 'Without an amount: outside the KPIs about money.'),
    ('history_missing', 'has_history = 0', 'Without history that names a stage by as_of: milestones come from the deal itself.'),
] %}

with opportunities as (
    select * from {{ ref('int_crm_opportunities_accepted') }}
),

identities as (
    select * from {{ ref('int_opportunity_identities') }}
),

live_deals as (
    select * from {{ ref('int_opportunities') }}
),

milestones as (
    select * from {{ ref('int_opportunity_milestones') }}
),

account_identities as (
    select * from {{ ref('int_account_identities') }}
),

sellers as (
    select * from {{ ref('int_sellers') }}
),

opportunity_types as (
    select * from {{ ref('opportunity_types') }}
),

look_up_records as (
    select
        opportunities.*,
        coalesce(opportunities.is_deleted, false) as is_removed,
        targets.opportunity_id as target_id,
        identities.surviving_opportunity_id <> opportunities.opportunity_id as is_merged,
        case when live_deals.opportunity_id is null then 0 else 1 end as is_live,
        case when milestones.opportunity_id is null then 0 else 1 end as has_history,
        account_identities.account_id as known_account_id,
        sellers.user_id,
        opportunity_types.type_name
    from opportunities
    inner join identities
        on opportunities.opportunity_id = identities.opportunity_id
    left join opportunities as targets
        on opportunities.merged_into_opportunity_id = targets.opportunity_id
    left join live_deals
        on opportunities.opportunity_id = live_deals.opportunity_id
    left join milestones
        on opportunities.opportunity_id = milestones.opportunity_id
    left join account_identities
        on opportunities.account_id = account_identities.account_id
    left join sellers
        on opportunities.owner_id = sellers.user_id
    left join opportunity_types
        on lower(opportunities.opportunity_type) = opportunity_types.type_name
),

apply_rules as (
    {{ count_rules('look_up_records', 'crm_opportunities', rules) }}
)

select * from apply_rules
