select
    opportunity_id,
    account as account_id,
    sales_agent as owner_id,
    product as opportunity_name,
    deal_stage as stage_name,
    close_value as amount,
    engage_date as engaged_at,
    close_date
from read_csv('sales_pipeline.csv', all_varchar = true, header = true)
