select
    sales_agent as user_id,
    sales_agent as full_name,
    manager as team,
    regional_office as region
from read_csv('sales_teams.csv', all_varchar = true, header = true)
