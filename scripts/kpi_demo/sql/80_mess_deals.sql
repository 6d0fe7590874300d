-- What real systems add to accounts and deals. No line of this file changes a true value.
create table mess (kind varchar, source_table varchar, row_count bigint);

create table chosen_deals as
select *, row_number() over (order by opportunity_id) as place
from out.crm_opportunities
where opportunity_id like 'O%';

insert into mess select 'older_version', 'crm_opportunities', 8;
insert into out.crm_opportunities by name
select * exclude (place) replace ('Proposal' as stage_name, '2024-01-01 00:00:00' as updated_at, null as closed_at)
from chosen_deals where place between 11 and 18;

insert into mess select 'merged_in_the_crm', 'crm_opportunities', 6;
insert into out.crm_opportunities by name
select * exclude (place) replace (
    'OX' || place as opportunity_id,
    case when place = 26 then 'OX25' else opportunity_id end as merged_into_opportunity_id,
    'Closed Won' as stage_name
)
from chosen_deals where place between 21 and 26;

insert into mess values ('test_deal', 'crm_opportunities', 7), ('deleted', 'crm_opportunities', 5);
insert into out.crm_opportunities by name
select * exclude (place) replace (
    'OT' || place as opportunity_id,
    'Closed Won' as stage_name,
    '2025-05-05' as close_date,
    case when place < 35 then 'Test deal ' || place else opportunity_name end as opportunity_name,
    case when place between 35 and 37 then 'yes' else 'no' end as is_test,
    case when place > 37 then 'TRUE' else 'FALSE' end as is_deleted
)
from chosen_deals where place between 31 and 42;

insert into mess select 'rejected', 'crm_opportunities', 6;
insert into out.crm_opportunities by name
select * exclude (place) replace (
    case when place = 56 then '' else 'OR' || place end as opportunity_id,
    case when place < 54 then 'twelve' else amount end as amount,
    case when place in (54, 55) then '31/02/2026' else close_date end as close_date
)
from chosen_deals where place between 51 and 56;

-- Duplicate accounts: by domain, and by name within a country. Some of the deals hang on the duplicate.
create table doubled as
select *, row_number() over (order by account_id) as place from out.crm_accounts where parent_account_id is null and domain is not null;

insert into mess values ('same_domain', 'crm_accounts', 5), ('same_name', 'crm_accounts', 5);
insert into out.crm_accounts by name
select * exclude (place) replace (
    'AX' || account_id as account_id,
    case when place > 15 then null else 'https://www.' || domain || '/' end as domain,
    case when place > 15 then upper(account_name) || ', Inc.' else account_name || ' Group' end as account_name,
    null as segment, null as employee_count, null as industry, '2024-06-01 12:00:00' as created_at
)
from doubled where place between 11 and 20;

update out.crm_opportunities set account_id = 'AX' || account_id
where account_id in (select account_id from doubled where place between 11 and 20) and right(opportunity_id, 1) in ('1', '4', '7');

insert into mess select 'orphan_owner', 'crm_opportunities', count(*) from chosen_deals where place % 49 = 3 and stage_name = 'Closed Lost';
update out.crm_opportunities set owner_id = 'U99'
where opportunity_id in (select opportunity_id from chosen_deals where place % 49 = 3 and stage_name = 'Closed Lost');

insert into mess select 'unknown_account', 'crm_opportunities', count(*) from out.crm_opportunities
where opportunity_id like 'R%' and stage_name = 'Negotiation';
update out.crm_opportunities set account_id = 'A999999' where opportunity_id like 'R%' and stage_name = 'Negotiation';

insert into mess select 'money_as_text', 'crm_opportunities', count(*) from out.crm_opportunities where right(opportunity_id, 2) in ('12', '46') and amount <> 'twelve';
update out.crm_opportunities set amount = case
    when right(opportunity_id, 2) = '12' then '$' || format('{:,.2f}', amount::double)
    when amount::decimal(18, 2) % 10 = 0 then format('{:,.2f}', amount::double / 1000) || 'K'
    else format('{:,.2f}', amount::double)
end
where right(opportunity_id, 2) in ('12', '46') and amount <> 'twelve';

insert into mess select 'misspelt_stage', 'crm_opportunities', count(*) from out.crm_opportunities where right(opportunity_id, 1) in ('3', '8');
update out.crm_opportunities set stage_name = case stage_name
    when 'Closed Won' then case when right(opportunity_id, 1) = '3' then 'closed won' else 'Closed-Won' end
    when 'Closed Lost' then 'Lost' when 'Negotiation' then 'Negociation' when 'Proposal' then ' PROPOSAL ' else upper(stage_name) end
where right(opportunity_id, 1) in ('3', '8');
update out.crm_opportunity_history set stage_name = upper(stage_name) where right(opportunity_id, 1) = '5';

insert into mess select 'null_word', 'crm_opportunities', count(*) from out.crm_opportunities where loss_reason is null and right(opportunity_id, 1) = '6';
update out.crm_opportunities set loss_reason = case when right(opportunity_id, 2) = '06' then '(blank)' else 'N/A' end
where loss_reason is null and right(opportunity_id, 1) = '6';
update out.crm_accounts set segment = 'Unknown' where segment is null and right(account_id, 1) = '8';
update out.crm_accounts set parent_account_id = 'none' where parent_account_id is null and right(account_id, 1) = '3';

insert into mess values ('same_row_twice', 'crm_opportunities', 12), ('same_row_twice', 'crm_accounts', 5);
insert into out.crm_opportunities by name select * from out.crm_opportunities where opportunity_id like 'O0%' order by all limit 12;
insert into out.crm_accounts by name select * from out.crm_accounts where account_id like 'A0%' order by all limit 5;

-- Counted in the story itself.
insert into mess
select 'closed_before_created', 'crm_opportunities', count(*) from new_business where (is_won or is_lost) and created_at::date > close_date
union all
select 'created_date_missing', 'crm_opportunities', count(*) from new_business where (is_won or is_lost) and created_at is null
union all
select 'reopened', 'crm_opportunities', count(*) from deal_plans
where is_reopened and not is_never_engaged and first_closed_at + to_days(5) < timestamp '2026-07-01'
union all
select 'amount_missing', 'crm_opportunities', count(*) from new_business where amount is null;
