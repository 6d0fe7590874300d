{{ config(enabled=is_chosen("fivetran_ads")) }}

{%- set measures = {
    'cost': ['cost_unit', 'numeric(28, 6)'], 'impressions': ['1.000000', 'bigint'], 'clicks': ['1.000000', 'bigint'],
} -%}

with

reports as (
    select * from {{ ref('fivetran_ads__reports') }}
),

campaigns as (
    select * from {{ ref('fivetran_ads__campaigns') }}
),

accounts as (
    select * from {{ ref('fivetran_ads__accounts') }}
),

name_campaigns as (
    select
        reports.platform,
        reports.spend_date,
        {{ first_filled(['reports.campaign_name', 'campaigns.campaign_name', 'reports.campaign_id']) }}
            as campaign_name,
        {{ first_filled(['reports.currency', 'campaigns.currency', 'accounts.currency']) }} as known_currency,
        reports.cost as account_cost,
        reports.cost_in_usd,
        reports.cost_unit,
        reports.impressions,
        reports.clicks
    from reports
    left join campaigns
        on
            reports.campaign_id = campaigns.campaign_id
            and reports.platform = campaigns.platform
    left join accounts
        on
            coalesce(reports.ad_account_id, campaigns.ad_account_id) = accounts.ad_account_id
            and reports.platform = accounts.platform
),

-- LinkedIn gives costs in the currency of the account and in dollars: without the account, only dollars are certain.
settle_currencies as (
    select
        *,
        coalesce(known_currency, case when cost_in_usd is not null then 'USD' end) as currency,
        case when known_currency is null then coalesce(cost_in_usd, account_cost) else account_cost end as cost
    from name_campaigns
),

read_measures as (
    select
        {% for measure, (unit, _) in measures.items() %}
            {{ smallest_unit_amount(measure, unit) }} as read_{{ measure }},
        {% endfor %}
        *
    from settle_currencies
),

set_unread_apart as (
    select
        {% for measure in measures %}
            case when read_{{ measure }} is null then {{ first_filled([measure]) }} end as unread_{{ measure }},
        {% endfor %}
        *
    from read_measures
),

-- Staging takes equal rows for one, so the hours and devices of a day are added up before. What cannot be read keeps a
-- row of its own, which staging rejects by its value.
sum_campaign_days as (
    select
        {% for measure, (_, type_name) in measures.items() %}
            coalesce(
                cast(cast(sum(read_{{ measure }}) as {{ type_name }}) as {{ dbt.type_string() }}), unread_{{ measure }}
            ) as {{ measure }},
        {% endfor %}
        spend_date,
        platform,
        campaign_name,
        currency
    from set_unread_apart
    group by
        spend_date, platform, campaign_name, currency, unread_cost, unread_impressions, unread_clicks
),

map_spend as (
    select
        spend_date,
        platform,
        campaign_name,
        cast(null as {{ dbt.type_string() }}) as utm_source,
        cast(null as {{ dbt.type_string() }}) as utm_medium,
        cast(null as {{ dbt.type_string() }}) as utm_campaign,
        cost,
        currency,
        impressions,
        clicks,
        false as is_removed
    from sum_campaign_days
)

select * from map_spend
