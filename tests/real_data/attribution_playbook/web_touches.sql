-- Rows without a campaign end one column early. The campaign carries the source, by which the answers are published.
select
    session_id as touch_id,
    strftime(strptime(started_at, '%Y-%m-%d %H:%M:%S'), '%Y-%m-%d %H:%M:%S') as occurred_at,
    'buyer@customer-' || customer_id || '.example' as email,
    utm_source,
    utm_medium,
    utm_source as utm_campaign
from read_csv(
    'sessions.csv', header = true, auto_detect = false, null_padding = true, delim = ',', quote = '"',
    columns = {
        'session_id': 'varchar', 'customer_id': 'varchar', 'started_at': 'varchar', 'ended_at': 'varchar',
        'utm_source': 'varchar', 'utm_medium': 'varchar', 'utm_campaign': 'varchar'
    }
)
