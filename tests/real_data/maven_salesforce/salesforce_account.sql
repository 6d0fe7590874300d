select
    account as "Id",
    account as "Name",
    subsidiary_of as "ParentId",
    sector as "Industry",
    employees as "NumberOfEmployees",
    cast(revenue as decimal(18, 2)) * 1000000 as "AnnualRevenue",
    office_location as "BillingCountry"
from read_csv('accounts.csv', all_varchar = true, header = true)
