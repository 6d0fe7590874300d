select
    opportunity_id as id,
    account as account_id,
    sales_agent as owner_id,
    product as name,
    deal_stage as stage_name,
    close_value as amount,
    engage_date as engaged_at_c,
    close_date,
    'false' as is_deleted
from read_csv('sales_pipeline.csv', all_varchar = true, header = true)
