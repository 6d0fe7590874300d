-- How people came: leads, web touches, campaign responses, and what it cost.
create table leads as
with from_deals as (
    -- The first person of a company that buys was a lead before; a few come back as one.
    select
        'L' || lpad(deals.number::varchar, 7, '0') as lead_id,
        people.contact_id,
        people.email,
        people.first_name || ' ' || people.last_name as full_name,
        deals.account_id,
        deals.opportunity_id,
        deals.segment,
        deals.channel,
        deals.owner_id,
        plans.created_at - to_days(5 + pick('lead age', deals.number, 40)) as created_at,
        deals.number
    from new_business as deals
    inner join deal_plans as plans on deals.opportunity_id = plans.opportunity_id
    inner join people on deals.account_id = people.account_id and people.slot = 1
    where deals.number % 20 = 3 or deals.number in (select min(number) from new_business group by account_id)
),

-- Two thirds of the others work for a company of the CRM, which only the domain of their address tells.
from_nowhere as (
    select
        'L' || lpad((5000000 + numbers.number)::varchar, 7, '0') as lead_id,
        null as contact_id,
        'lead' || numbers.number || '@' || coalesce(companies.domain, 'prospect-' || numbers.number || '.example') as email,
        ['Camille', 'Sam', 'Nora', 'Jean', 'Ines', 'Paul'][pick('lead first', numbers.number, 6)] || ' '
            || ['Moreau', 'Smith', 'Weber', 'Dubois', 'Jones', 'Garcia'][pick('lead last', numbers.number, 6)] as full_name,
        null as account_id,
        null as opportunity_id,
        companies.segment,
        numbers.number,
        'U' || lpad(pick('lead owner', numbers.number, 12)::varchar, 2, '0') as owner_id,
        timestamp '2024-01-02 07:00:00' + to_days(floor(draw('lead day', numbers.number) * 909)::integer)
            + to_minutes(floor(draw('lead minute', numbers.number) * 700)::integer) as created_at
    from range(1, (select loose_leads from settings) + 1) as numbers (number)
    left join companies
        on numbers.number > 100 and numbers.number % 3 > 0
        and companies.number = 1 + floor(draw('lead company', numbers.number) * (select companies from settings))::bigint
),

stacked as (
    select lead_id, contact_id, email, full_name, account_id, opportunity_id, segment, channel, owner_id, created_at, number
    from from_deals
    union all
    select lead_id, contact_id, email, full_name, account_id, opportunity_id, segment,
        channel_of(draw('loose channel', number), created_at), owner_id, created_at, number + 5000000
    from from_nowhere
),

qualified as (
    select
        *,
        case when opportunity_id is not null or draw('mql', number) < 0.55
            then created_at + to_hours(2 + pick('mql hours', number, 100)) end as planned_mql_at
    from stacked
),

accepted as (
    select
        *,
        case when planned_mql_at is not null and (opportunity_id is not null or draw('sql', number) < 0.12)
            then planned_mql_at + to_hours(12 + floor(110 * 24 * draw('sql days', number) * draw('sql speed', number))::integer)
        end as planned_sql_at
    from qualified
)

select
    * exclude (planned_mql_at, planned_sql_at),
    case when planned_mql_at < timestamp '2026-07-01' then planned_mql_at end as mql_at,
    case when planned_sql_at < timestamp '2026-07-01' then planned_sql_at end as sql_at
from accepted
where created_at < timestamp '2026-06-30';

-- People of buying companies visit before and while they buy; the first visit carries the channel of the deal.
create table web_touches as
with visits as (
    select
        deals.number,
        visit,
        deals.account_id,
        deals.channel,
        plans.created_at as deal_at,
        pick('visitor', deals.number * 100 + visit, 2) as slot
    from new_business as deals
    inner join deal_plans as plans on deals.opportunity_id = plans.opportunity_id
    cross join range(1, 9) as numbers (visit)
    where visit <= 2 + pick('visits', deals.number, 6) and deals.number % 12 <> 5
),

of_deals as (
    select
        'T' || lpad((visits.number * 10 + visits.visit)::varchar, 9, '0') as touch_id,
        visits.number * 10 + visits.visit as number,
        'v' || (visits.number * 2 + visits.slot) as anonymous_id,
        people.contact_id,
        people.email,
        visits.account_id,
        case when visits.visit = 1 and visits.channel is not null then visits.channel
            else channel_of(draw('visit channel', visits.number * 10 + visits.visit), visits.deal_at) end as channel,
        visits.deal_at + to_days((visits.visit * 9 - 60)::integer)
            + to_minutes(floor(draw('visit minute', visits.number * 10 + visits.visit) * 900)::integer) as occurred_at
    from visits
    inner join people on visits.account_id = people.account_id and visits.slot = people.slot
),

of_strangers as (
    select
        'T' || lpad((900000000 + number)::varchar, 9, '0') as touch_id,
        900000000 + number as number,
        's' || number as anonymous_id,
        null as contact_id,
        null as email,
        null as account_id,
        channel_of(draw('stranger', number), visited_at) as channel,
        visited_at as occurred_at
    from (
        select number, timestamp '2024-01-02 06:00:00' + to_minutes(floor(draw('stranger day', number) * 909 * 1440)::integer) as visited_at
        from range(1, (select strangers from settings) + 1) as numbers (number)
    )
),

-- A larger company has people who come back without buying, most of them at a few accounts: none in the demo.
of_browsers as (
    select
        'T' || lpad((100000000 + visits.number)::varchar, 9, '0') as touch_id,
        100000000 + visits.number as number,
        'b' || people.contact_id as anonymous_id,
        people.contact_id,
        people.email,
        people.account_id,
        channel_of(draw('browser', visits.number), visits.visited_at) as channel,
        visits.visited_at as occurred_at
    from (
        select
            number,
            pick('browser slot', number, 2) as slot,
            1 + floor(draw('browser company', number) ** 2 * (select companies from settings))::bigint as company_number,
            timestamp '2024-01-02 06:00:00' + to_minutes(floor(draw('browser day', number) * 909 * 1440)::integer) as visited_at
        from range(1, (select browsers from settings) + 1) as numbers (number)
    ) as visits
    inner join companies on visits.company_number = companies.number
    inner join people on companies.account_id = people.account_id and visits.slot = people.slot
)

select
    touch_id, number, anonymous_id, contact_id,
    -- A visitor gives the address at once; the browser's id ties the rest.
    case when row_number() over (partition by anonymous_id order by number) = 1 then email end as email,
    account_id, channel, occurred_at
from (select * from of_deals union all select * from of_browsers)
where occurred_at < timestamp '2026-07-01' and channel not in ('Events', 'Outbound', 'Partner')
union all
select touch_id, number, anonymous_id, contact_id, email, account_id, channel, occurred_at from of_strangers
where channel not in ('Events', 'Outbound', 'Partner')
union all
-- The story ends on its last day, whatever the dice say.
select 'T999999999', 999999999, 's999999999', null, null, null, 'Direct', timestamp '2026-06-30 18:00:00';

create table campaign_members as
select
    'M' || lpad(deals.number::varchar, 7, '0') as campaign_member_id,
    people.contact_id,
    people.email,
    deals.account_id,
    case deals.channel when 'Events' then ['Spring fair', 'Autumn summit'][pick('fair', deals.number, 2)]
        when 'Outbound' then 'Outbound calls' else 'Partner days' end as campaign_name,
    case deals.channel when 'Events' then 'event' when 'Outbound' then 'outbound' else 'partner' end as campaign_type,
    deals.channel,
    plans.created_at - to_days(pick('response', deals.number, 25)) as occurred_at
from new_business as deals
inner join deal_plans as plans on deals.opportunity_id = plans.opportunity_id
inner join people on deals.account_id = people.account_id and people.slot = 1
where deals.channel in ('Events', 'Outbound', 'Partner');

create table ads_spend as
select
    spend_date::date as spend_date,
    platform,
    channel,
    campaign_name,
    utm_source,
    utm_medium,
    round(weekly_cost * (0.8 + 0.4 * draw(campaign_name, date_diff('day', date '2024-01-01', spend_date::date))), 2)::decimal(18, 2) as cost,
    (weekly_cost * 30)::bigint as impressions,
    (weekly_cost / 3)::bigint as clicks
from range(timestamp '2024-01-01', timestamp '2026-07-01', interval 7 day) as weeks (spend_date)
cross join (values
    ('google_ads', 'Paid Search', 'search-brand', 'google', 'cpc', 900.0), ('google_ads', 'Paid Search', 'search-generic', 'google', 'cpc', 1700.0),
    ('linkedin_ads', 'Paid Social', 'decision-makers', 'linkedin', 'paid_social', 1400.0),
    ('display', 'Display', 'retargeting', 'criteo', 'display', 300.0), ('organic_search', 'Organic Search', 'search-console', 'google', 'organic', 0.0)
) as campaigns (platform, channel, campaign_name, utm_source, utm_medium, weekly_cost);

create table costs as
select (date '2024-01-01' + to_months(number::integer))::date as cost_month, kind.*, round(kind.base * (1 + 0.01 * number), 2)::decimal(18, 2) as amount
from range(0, 30) as numbers (number)
cross join (values
    ('sales', null, null, 42000.0), ('marketing', null, null, 15000.0), ('marketing', 'Events', null, 6000.0),
    ('marketing', 'Partner', 'Enterprise', 3000.0), ('expansion', null, null, 9000.0)
) as kind (cost_category, channel, segment, base);

create table target_accounts as
select
    account_id,
    domain,
    case when number % 3 = 0 then 'A' else 'B' end as tier,
    date '2024-01-01' + to_days((pick('listed', number, 8) - 1)::integer * 90) as listed_on,
    case when draw('delisted', number) < 0.15 then date '2026-01-15' end as delisted_on,
    case when draw('excluded', number) < 0.05 then 'Existing partner' end as exclusion_reason,
    number
from companies
where segment <> 'Small business' and draw('targeted', number) < 0.5;
