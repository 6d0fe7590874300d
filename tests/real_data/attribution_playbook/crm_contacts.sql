select
    customer_id as contact_id,
    customer_id as account_id,
    'buyer@customer-' || customer_id || '.example' as email
from read_csv('customer_conversions.csv', all_varchar = true, header = true)
