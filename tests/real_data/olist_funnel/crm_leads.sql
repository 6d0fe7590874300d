select
    leads.mql_id as lead_id,
    leads.origin as lead_source,
    deals.sr_id as owner_id,
    leads.first_contact_date as created_at,
    leads.first_contact_date as mql_at,
    deals.won_date as sql_at
from read_csv('olist_marketing_qualified_leads_dataset.csv', all_varchar = true, header = true) as leads
left join read_csv('olist_closed_deals_dataset.csv', all_varchar = true, header = true) as deals
    on leads.mql_id = deals.mql_id
