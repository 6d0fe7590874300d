select
    account as account_id,
    account as account_name,
    subsidiary_of as parent_account_id,
    sector as industry,
    employees as employee_count,
    cast(revenue as decimal(18, 2)) * 1000000 as annual_revenue,
    office_location as country
from read_csv('accounts.csv', all_varchar = true, header = true)
