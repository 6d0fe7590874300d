select
    customer_id as opportunity_id,
    customer_id as account_id,
    'Closed Won' as stage_name,
    revenue as amount,
    strftime(strptime(converted_at, '%Y-%m-%d %H:%M:%S'), '%Y-%m-%d %H:%M:%S') as closed_at,
    strftime(strptime(converted_at, '%Y-%m-%d %H:%M:%S'), '%Y-%m-%d') as close_date
from read_csv('customer_conversions.csv', all_varchar = true, header = true)
