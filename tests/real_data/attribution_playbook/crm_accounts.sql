select
    customer_id as account_id,
    'Customer ' || customer_id as account_name,
    'customer-' || customer_id || '.example' as domain
from read_csv('customer_conversions.csv', all_varchar = true, header = true)
