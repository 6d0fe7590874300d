-- The seventeen tables of the contract, as clean text: what the systems would export if nobody had ever mistyped.
create macro stamp(moment) as strftime(moment, '%Y-%m-%d %H:%M:%S');
create schema out;

create table out.crm_accounts as
select account_id, account_name, stated_parent_id as parent_account_id, domain, industry, case when number % 4 = 0 then null else segment end as segment,
    employee_count::varchar as employee_count, country, owner_id, is_icp::varchar as is_icp, is_competitor::varchar as is_competitor,
    stamp(created_at) as created_at, stamp(created_at + to_days(30)) as updated_at
from companies;

create table out.crm_contacts as
select contact_id, account_id, email, first_name || ' ' || last_name as full_name, job_title, stamp(created_at) as created_at,
    stamp(created_at) as updated_at, null::varchar as merged_into_contact_id
from people;

create table out.crm_leads as
select lead_id, email, full_name, case when account_id is null then 'Prospect ' || number end as company_name, null::varchar as company_domain,
    lead_source_of(channel, number) as lead_source, case when opportunity_id is not null then 'Converted' when mql_at is not null then 'Working' else 'Open' end as status,
    owner_id, stamp(created_at) as created_at, stamp(coalesce(sql_at, mql_at, created_at)) as updated_at, stamp(mql_at) as mql_at, stamp(sql_at) as sql_at,
    contact_id as converted_contact_id, account_id as converted_account_id, opportunity_id as converted_opportunity_id
from leads;

create table out.crm_opportunities as
select opportunity_id, account_id, owner_id, opportunity_type, stage_name, amount::varchar as amount, recurring_amount::varchar as recurring_amount,
    term_months::varchar as term_months, currency, stamp(created_at) as created_at, stamp(coalesce(closed_at, created_at)) as updated_at,
    close_date::varchar as close_date, stamp(closed_at) as closed_at,
    case stage_name when 'Negotiation' then 'commit' when 'Proposal' then 'best case' when 'Closed Won' then 'commit' when 'Closed Lost' then 'omitted' else 'pipeline' end
        as forecast_category,
    lead_source_of(channel, number) as lead_source,
    case when is_lost then ['Price', 'Competitor', 'No decision', 'Timing'][pick('loss', number, 4)] end as loss_reason,
    case number % 5 when 0 then 'Platform' when 1 then 'Analytics' when 2 then 'Starter' else 'Suite' end || ' for ' || account_id as opportunity_name,
    null::varchar as merged_into_opportunity_id, 'false' as is_deleted, 'false' as is_test
from opportunities;

create table out.crm_opportunity_history as
select moves.opportunity_id, stamp(moves.changed_at) as changed_at, moves.stage_name, deals.amount::varchar as amount, moves.expected_on::varchar as close_date,
    deals.owner_id
from stage_moves as moves
inner join new_business as deals on moves.opportunity_id = deals.opportunity_id;

create table out.crm_opportunity_contacts as
select deals.opportunity_id, people.contact_id, people.job_title as contact_role, (people.slot = 1)::varchar as is_primary
from new_business as deals
inner join people on deals.account_id = people.account_id
where people.slot <= 2;

create table out.crm_campaign_members as
select campaign_member_id, contact_id, campaign_name, campaign_type, stamp(occurred_at) as responded_at from campaign_members;

create table out.crm_users as
select user_id, full_name, lower(replace(full_name, ' ', '.')) || '@vendor.example' as email, segment as team, region, 'true' as is_active from sellers;

create table out.web_touches as
select touch_id, stamp(occurred_at) as occurred_at, anonymous_id, email,
    'https://www.vendor.example/' || ['', 'pricing', 'product', 'blog', 'demo'][pick('page', number, 5)] as page_url,
    case channel when 'Organic Search' then 'https://www.google.com/' when 'Referral' then 'https://reviews.example/' when 'AI Assistant' then 'https://chatgpt.com/'
        when 'Organic Social' then 'https://www.linkedin.com/' end as referrer_url,
    case channel when 'Paid Search' then 'google' when 'Paid Social' then 'linkedin' when 'Email' then 'newsletter' when 'Display' then 'criteo' when 'Affiliates' then 'partnerize' end as utm_source,
    case channel when 'Paid Search' then 'cpc' when 'Paid Social' then 'paid_social' when 'Email' then 'email' when 'Display' then 'display' when 'Affiliates' then 'affiliate' end as utm_medium,
    case channel when 'Paid Search' then 'search-generic' when 'Paid Social' then 'decision-makers' end as utm_campaign,
    touch_type_of(number) as touch_type
from web_touches;

create table out.ads_spend as
select spend_date::varchar as spend_date, platform, campaign_name, utm_source, utm_medium, campaign_name as utm_campaign, cost::varchar as cost, 'EUR' as currency,
    impressions::varchar as impressions, clicks::varchar as clicks
from ads_spend;

create table out.finance_costs as
select cost_month::varchar as cost_month, cost_category, channel, segment, amount::varchar as amount, 'EUR' as currency, 'false' as includes_ad_spend from costs;

create table out.finance_subscriptions as
select subscription_id, account_id, started_on::varchar as started_on, ended_on::varchar as ended_on, monthly_amount::varchar as monthly_amount, currency, plan_name,
    acquisition_opportunity_id
from subscriptions;

create table out.finance_gross_margins as
select valid_from::varchar as valid_from, segment, gross_margin_rate::varchar as gross_margin_rate from gross_margins;

create table out.finance_exchange_rates as
select rate_date::varchar as rate_date, from_currency, to_currency, rate::varchar as rate from exchange_rates;

create table out.planning_quotas as
select period_start::varchar as period_start, period_grain, user_id as owner_id, segment, quota_amount::varchar as quota_amount, 'EUR' as currency from quotas;

create table out.planning_forecasts as
select stamp(submitted_at) as submitted_at, period_start::varchar as period_start, period_grain, user_id as owner_id, segment, forecast_category,
    forecast_amount::varchar as forecast_amount, 'EUR' as currency
from forecasts;

create table out.planning_target_accounts as
select case when number % 5 <> 0 then account_id end as account_id, case when number % 5 = 0 then domain end as domain, tier, listed_on::date::varchar as listed_on,
    delisted_on::varchar as delisted_on, exclusion_reason
from target_accounts;
