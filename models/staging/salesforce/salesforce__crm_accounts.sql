{{ config(enabled=is_chosen("salesforce")) }}

with

{{ salesforce_records('account') }},

map_accounts as (
    select
        id as account_id,
        name as account_name,
        parent_id as parent_account_id,
        website as domain,
        industry,
        segment,
        number_of_employees as employee_count,
        annual_revenue,
        {{ first_filled(['billing_country', 'billing_country_code']) }} as country,
        owner_id,
        is_icp,
        is_competitor,
        created_date as created_at,
        version_at as updated_at,
        is_deleted_record as is_removed
    from records
)

select * from map_accounts
