{%- set row_keys = {
    ('crm', 'accounts'): ['account_id'],
    ('crm', 'contacts'): ['contact_id'],
    ('crm', 'leads'): ['lead_id'],
    ('crm', 'opportunities'): ['opportunity_id'],
    ('crm', 'opportunity_history'): ['opportunity_id', 'changed_at'],
    ('crm', 'opportunity_contacts'): ['opportunity_id', 'contact_id'],
    ('crm', 'campaign_members'): ['campaign_member_id'],
    ('crm', 'users'): ['user_id'],
    ('web', 'touches'): ['touch_id'],
    ('ads', 'spend'): ['spend_date', 'platform', 'campaign_name'],
    ('finance', 'costs'): ['cost_month', 'cost_category', 'channel', 'segment'],
    ('finance', 'subscriptions'): ['subscription_id'],
    ('finance', 'gross_margins'): ['valid_from', 'segment'],
    ('finance', 'exchange_rates'): ['rate_date', 'from_currency', 'to_currency'],
    ('planning', 'quotas'): ['period_start', 'period_grain', 'owner_id'],
    ('planning', 'forecasts'): ['submitted_at', 'period_start', 'owner_id'],
    ('planning', 'target_accounts'): ['account_id', 'domain', 'listed_on'],
} -%}

with

{% for (system, table), key in row_keys.items() %}
    {{ system }}_{{ table }} as (
        select * from {{ ref('stg_' ~ system ~ '__' ~ table) }}
    ),
{% endfor %}

list_rejected_rows as (
    {% for (system, table), key in row_keys.items() %}
        select
            '{{ system }}_{{ table }}' as source_table,
            {{ row_key(key) }} as row_key,
            rejection_reason,
            raw_values
        from {{ system }}_{{ table }}
        where rejection_reason is not null
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

count_identical_rows as (
    select
        source_table,
        row_key,
        rejection_reason,
        raw_values,
        cast(count(*) as bigint) as row_count
    from list_rejected_rows
    group by
        source_table,
        row_key,
        rejection_reason,
        raw_values
)

select * from count_identical_rows
