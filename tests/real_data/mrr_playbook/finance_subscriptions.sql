select
    subscription_id,
    customer_id as account_id,
    start_date as started_on,
    end_date as ended_on,
    monthly_amount
from read_csv('subscription_periods.csv', all_varchar = true, header = true)
