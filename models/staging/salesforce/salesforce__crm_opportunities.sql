{{ config(enabled=is_chosen("salesforce")) }}

with

{{ salesforce_records('opportunity') }},

map_opportunities as (
    select
        id as opportunity_id,
        account_id,
        owner_id,
        name as opportunity_name,
        type as opportunity_type,
        stage_name,
        amount,
        recurring_amount,
        term_months,
        currency_iso_code as currency,
        created_date as created_at,
        version_at as updated_at,
        engaged_at,
        close_date,
        closed_at,
        {{ forecast_category_name(first_filled([
            'forecast_category_name', 'forecast_category',
        ])) }} as forecast_category,
        probability,
        lead_source,
        loss_reason,
        cast(null as {{ dbt.type_string() }}) as merged_into_opportunity_id,
        case when is_deleted_record then 'true' else 'false' end as is_deleted,
        is_test,
        false as is_removed
    from records
)

select * from map_opportunities
