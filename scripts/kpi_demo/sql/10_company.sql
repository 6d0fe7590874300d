-- Who there is: sellers, companies in three segments, and the people who work there.
create table sellers as
select
    'U' || lpad(number::varchar, 2, '0') as user_id,
    ['Anna Keller', 'Bruno Petit', 'Chloe Martin', 'David Cohen', 'Emma Laurent', 'Felix Wagner',
     'Grace Hill', 'Hugo Bernard', 'Alex Martin', 'Julia Stone', 'Alex Martin', 'Lena Fischer'][number] as full_name,
    ['Small business', 'Mid-market', 'Enterprise'][(number - 1) // 4 + 1] as segment,
    ['France', 'DACH', 'United Kingdom', 'North America'][(number - 1) % 4 + 1] as region
from range(1, 13) as numbers (number);

create table companies as
with drawn as (
    select
        number,
        'A' || lpad(number::varchar, 6, '0') as account_id,
        draw('segment', number) as segment_draw,
        draw('size', number) as size_draw,
        draw('country', number) as country_draw
    from range(1, (select companies from settings) + 1) as numbers (number)
),

placed as (
    select
        *,
        case when segment_draw < 0.5 then 'Small business' when segment_draw < 0.84 then 'Mid-market' else 'Enterprise' end
            as segment,
        case when country_draw < 0.4 then 'FR' when country_draw < 0.55 then 'DE' when country_draw < 0.75 then 'GB' else 'US' end
            as country,
        ['Alder', 'Basalt', 'Cedar', 'Delta', 'Ember', 'Fjord', 'Granite', 'Harbor', 'Indigo', 'Juniper', 'Krypton', 'Lumen',
         'Meridian', 'Nimbus', 'Orchard', 'Polar', 'Quartz', 'Raven', 'Sierra', 'Tundra', 'Umber', 'Vertex', 'Willow', 'Zenith'
        ][number % 24 + 1] as first_word,
        ['Systems', 'Works', 'Dynamics', 'Partners', 'Logistics', 'Foods', 'Energy', 'Health', 'Retail', 'Media', 'Robotics',
         'Textiles', 'Mobility', 'Finance', 'Networks', 'Materials', 'Clinics', 'Studios'][number // 24 % 18 + 1] as last_word,
        case when number > 432 then ' ' || (number // 432) else '' end as suffix
    from drawn
)

select
    number,
    account_id,
    case when number % 10 = 5 then 'A' || lpad((number - 5)::varchar, 6, '0') end as stated_parent_id,
    segment,
    ['Software', 'Retail', 'Financial services', 'Healthcare', 'Manufacturing', 'Education', 'Energy', 'Logistics'
    ][pick('industry', number, 8)] as industry,
    case segment
        when 'Small business' then 5 + floor(size_draw * 45)
        when 'Mid-market' then 50 + floor(size_draw * 950)
        else 1000 + floor(size_draw * 20000)
    end::integer as employee_count,
    country,
    case country when 'GB' then 'GBP' when 'US' then 'USD' else 'EUR' end as currency,
    first_word || ' ' || last_word || suffix as account_name,
    lower(first_word || '-' || last_word || replace(suffix, ' ', '-')) || '.example' as domain,
    'U' || lpad(((case segment when 'Small business' then 0 when 'Mid-market' then 4 else 8 end)
        + pick('owner', number, 4))::varchar, 2, '0') as owner_id,
    draw('icp', number) < 0.7 as is_icp,
    draw('competitor', number) < 0.01 as is_competitor,
    timestamp '2023-01-02 09:00:00' + to_days(floor(draw('founded', number) * 300)::integer)
        + to_minutes(floor(draw('minute', number) * 400)::integer) as created_at
from placed;

-- A subsidiary of the company numbered 0 has no parent in the data: it stands for itself.
update companies set stated_parent_id = null where number < 10;

create table parents as
select account_id, coalesce(stated_parent_id, account_id) as parent_account_id from companies;

create table people as
select
    'C' || lpad((companies.number * 10 + slot)::varchar, 7, '0') as contact_id,
    companies.account_id,
    slot,
    ['Camille', 'Sam', 'Nora', 'Jean', 'Ines', 'Paul', 'Maya', 'Leo', 'Zoe', 'Tom', 'Lucie', 'Omar'
    ][pick('first', companies.number * 10 + slot, 12)] as first_name,
    ['Moreau', 'Smith', 'Weber', 'Dubois', 'Jones', 'Garcia', 'Klein', 'Roy', 'Durand', 'Brown', 'Fontaine', 'Haas'
    ][pick('last', companies.number * 10 + slot, 12)] as last_name,
    ['Buyer', 'IT director', 'Head of operations', 'Finance director'][slot] as job_title,
    'p' || (companies.number * 10 + slot) || '@' || companies.domain as email,
    companies.created_at + to_days(slot::integer) as created_at
from companies
cross join range(1, 5) as slots (slot)
where slot <= 1 + pick('people', companies.number, 3);
