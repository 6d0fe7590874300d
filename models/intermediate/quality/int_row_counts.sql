{%- set tables = [
    ('crm', 'accounts'), ('crm', 'contacts'), ('crm', 'leads'), ('crm', 'opportunities'),
    ('crm', 'opportunity_history'), ('crm', 'opportunity_contacts'),
    ('crm', 'campaign_members'), ('crm', 'users'), ('web', 'touches'), ('ads', 'spend'),
    ('finance', 'costs'), ('finance', 'subscriptions'), ('finance', 'gross_margins'),
    ('finance', 'exchange_rates'), ('planning', 'quotas'), ('planning', 'forecasts'),
    ('planning', 'target_accounts'),
] -%}

with

{% for system, table in tables %}
    {{ system }}_{{ table }} as (
        select * from {{ ref('stg_' ~ system ~ '__' ~ table) }}
    ),
{% endfor %}

count_rows as (
    {% for system, table in tables %}
        select
            '{{ system }}_{{ table }}' as source_table,
            cast(count(*) as bigint) as raw_rows,
            cast(count(rejection_reason) as bigint) as rejected_rows,
            cast(coalesce(sum(null_word_count), 0) as bigint) as null_word_count
        from {{ system }}_{{ table }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select * from count_rows
