{% set tables = [
    'crm_accounts', 'crm_contacts', 'crm_leads', 'crm_opportunities', 'crm_opportunity_history',
    'crm_opportunity_contacts', 'crm_campaign_members', 'crm_users', 'web_touches', 'ads_spend', 'finance_costs',
    'finance_subscriptions', 'finance_gross_margins', 'finance_exchange_rates', 'planning_quotas',
    'planning_forecasts', 'planning_target_accounts',
] %}

with
{% for table in tables %}
    {{ table }} as (
        select * from {{ ref('int_' ~ table ~ '_accepted') }}
    ),
{% endfor %}

count_versions as (
    {% for table in tables %}
        select
            '{{ table }}' as source_table,
            count(*) as kept_rows,
            coalesce(sum(version_count - 1), 0) as reloaded_rows,
            coalesce(sum(case when has_conflicting_versions then 1 else 0 end), 0) as conflicting_keys
        from {{ table }}
        {{ 'union all' if not loop.last }}
    {% endfor %}
)

select * from count_versions
