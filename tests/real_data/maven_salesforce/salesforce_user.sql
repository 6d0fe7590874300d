select
    sales_agent as id,
    sales_agent as name,
    manager as department,
    regional_office as region_c
from read_csv('sales_teams.csv', all_varchar = true, header = true)
