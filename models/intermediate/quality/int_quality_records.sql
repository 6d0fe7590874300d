{% set account_rules = [
    ('name_shared', 'bearers_of_name > 1', 'Another account bears the same name: the same company only within one country and domain.'),
    ('industry_missing', 'industry_raw is null', 'Without an industry: published as Unknown.'),
    ('industry_unmapped', 'industry_raw is not null and industry_name is null', 'Its industry is not in seeds/reference/industry_names.csv: published as it came, its first letter in upper case.'),
    ('segment_unknown', "segment = 'Unknown'", 'Neither a segment nor a number of employees: published as Unknown.'),
    ('parent_unknown', 'stated_parent_id is not null and known_parent_id is null', 'Its parent is not in crm_accounts: it stands for itself.'),
] %}
{% set lead_rules = [
    ('sql_before_mql', 'sql_at < mql_at', 'Sales-qualified before it was marketing-qualified: outside the MQL to SQL rate.'),
    ('sql_without_mql', 'sql_at is not null and mql_at is null', 'Sales-qualified without having been marketing-qualified: outside the MQL to SQL rate.'),
    ('email_missing', 'email is null', 'Without an e-mail: tied to a person by its conversion only.'),
    ('lead_source_missing', 'lead_source is null and not lead_source_is_null_word', 'The lead source is empty: the first touch tells the channel, else Unknown.'),
    ('lead_source_null_word', 'lead_source_is_null_word', 'The lead source says unknown or another word for nothing: the first touch tells the channel, else Unknown.'),
] %}
{% set contact_rules = [
    ('email_shared', 'bearers_of_email > 1', 'Another contact has the same e-mail: one person.'),
    ('email_missing', 'email is null', 'Without an e-mail: merged by the CRM only.'),
    ('account_unknown', 'account_id is not null and known_account_id is null', 'Its account is not in crm_accounts.'),
] %}
{% set touch_rules = [
    ('identity_missing', 'anonymous_id is null and email is null', 'Nobody can be told from it: a touch of no account.'),
    ('bot', 'is_bot', 'Left by a bot: outside attribution and sessions.'),
    ('internal', 'is_internal', 'Left by a colleague: outside attribution and sessions.'),
] %}
{% set traffic_rules = [
    ('source_unmapped', 'not is_mapped', 'Kinds of traffic without a row in seeds/reference/channel_rules.csv: channel Other.'),
] %}
{% set source_rules = [
    ('lead_source_unmapped', 'not is_mapped', 'Spellings of a lead source without a row in seeds/reference/channel_rules.csv: channel Other.'),
] %}

with accepted_accounts as (
    select * from {{ ref('int_crm_accounts_accepted') }}
),

account_identities as (
    select * from {{ ref('int_account_identities') }}
),

accounts as (
    select * from {{ ref('int_accounts') }}
),

industry_names as (
    select * from {{ ref('industry_names') }}
),

leads as (
    select * from {{ ref('int_crm_leads_accepted') }}
),

contacts as (
    select * from {{ ref('int_crm_contacts_accepted') }}
),

web_touches as (
    select * from {{ ref('int_web_touches_parsed') }}
),

traffic_channels as (
    select * from {{ ref('int_traffic_channels') }}
),

lead_source_channels as (
    select * from {{ ref('int_lead_source_channels') }}
),

describe_accounts as (
    select
        accepted_accounts.account_id,
        accepted_accounts.industry as industry_raw,
        industry_names.industry_name,
        accounts.segment,
        accepted_accounts.parent_account_id as stated_parent_id,
        parents.account_id as known_parent_id,
        count(*) over (partition by lower(accepted_accounts.account_name)) as bearers_of_name
    from accepted_accounts
    inner join account_identities
        on accepted_accounts.account_id = account_identities.account_id
    inner join accounts
        on account_identities.surviving_account_id = accounts.account_id
    left join industry_names
        on lower(accepted_accounts.industry) = industry_names.industry_name
    left join account_identities as parents
        on accepted_accounts.parent_account_id = parents.account_id
),

describe_contacts as (
    select
        contacts.email,
        contacts.account_id,
        account_identities.account_id as known_account_id,
        case
            when contacts.email is not null then count(*) over (partition by contacts.email)
        end as bearers_of_email
    from contacts
    left join account_identities
        on contacts.account_id = account_identities.account_id
),

apply_rules as (
    {{ count_rules('describe_accounts', 'crm_accounts', account_rules) }}
    union all
    {{ count_rules('leads', 'crm_leads', lead_rules) }}
    union all
    {{ count_rules('describe_contacts', 'crm_contacts', contact_rules) }}
    union all
    {{ count_rules('web_touches', 'web_touches', touch_rules) }}
    union all
    {{ count_rules('traffic_channels', 'web_touches', traffic_rules) }}
    union all
    {{ count_rules('lead_source_channels', 'crm_opportunities', source_rules) }}
)

select * from apply_rules
