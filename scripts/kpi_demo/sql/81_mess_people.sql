-- What real systems add to people and touches. No line of this file changes a true value.
create table chosen_contacts as
select *, row_number() over (order by contact_id) as place from out.crm_contacts;

insert into mess values ('merged_in_the_crm', 'crm_contacts', 6), ('same_email', 'crm_contacts', 6), ('same_name', 'crm_contacts', 2);
insert into out.crm_contacts by name
select * exclude (place) replace (
    'CX' || place as contact_id, null as email,
    case when place = 6 then 'CX5' else contact_id end as merged_into_contact_id
)
from chosen_contacts where place between 1 and 6;
insert into out.crm_contacts by name
select * exclude (place) replace ('CY' || place as contact_id, upper(email) as email, '2026-01-05 10:00:00' as created_at)
from chosen_contacts where place between 11 and 16;
insert into out.crm_contacts by name
select * exclude (place) replace ('CZ' || place as contact_id, 'John Smith' as full_name, 'john.smith.' || place || '@' || 'smith-' || place || '.example' as email)
from chosen_contacts where place between 21 and 22;

create table chosen_leads as
select *, row_number() over (order by lead_id) as place from out.crm_leads where converted_contact_id is null;

insert into mess values ('same_email', 'crm_leads', 10), ('rejected', 'crm_leads', 2), ('free_mail', 'crm_leads', 10), ('unmapped_source', 'crm_leads', 5);
insert into out.crm_leads by name
select * exclude (place) replace ('LX' || place as lead_id, '  ' || upper(email) as email, null as mql_at, null as sql_at, '2026-02-02 08:00:00' as created_at)
from chosen_leads where place between 1 and 10;
insert into out.crm_leads by name
select * exclude (place) replace ('LR' || place as lead_id, 'yesterday' as created_at)
from chosen_leads where place between 11 and 12;
update out.crm_leads set email = 'lead' || lower(lead_id) || '@gmail.com' where lead_id in (select lead_id from chosen_leads where place between 21 and 30);
update out.crm_leads set lead_source = 'Carrier pigeon' where lead_id in (select lead_id from chosen_leads where place between 31 and 35);

insert into mess select 'same_row_twice', 'crm_leads', 20;
insert into out.crm_leads by name select * from out.crm_leads where lead_id like 'L0%' order by all limit 20;

insert into mess select 'utm_spelling', 'web_touches', count(*) from out.web_touches where utm_source is not null and right(touch_id, 1) in ('1', '2');
update out.web_touches set utm_source = case when right(touch_id, 1) = '1' then upper(utm_source) || ' ' else upper(utm_source[1]) || utm_source[2:] end
where utm_source is not null and right(touch_id, 1) in ('1', '2');

alter table out.web_touches add column user_agent varchar;
alter table out.web_touches add column is_internal varchar;
create table chosen_touches as
select *, row_number() over (order by touch_id) as place from out.web_touches;

insert into mess values ('bot', 'web_touches', 30), ('internal', 'web_touches', 15), ('no_identity', 'web_touches', 20);
insert into out.web_touches by name
select * exclude (place) replace (
    'TX' || place as touch_id,
    case when place > 45 then null else anonymous_id end as anonymous_id,
    null as email,
    case when place <= 30 then 'Mozilla/5.0 (compatible; Googlebot/2.1)' end as user_agent,
    case when place between 31 and 45 then 'true' end as is_internal
)
from chosen_touches where place between 1 and 65;
