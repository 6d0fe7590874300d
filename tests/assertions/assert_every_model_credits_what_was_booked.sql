{# The grand total per model and conversion type against the conversions themselves, and the segments against all. #}
{{ config(store_failures=true) }}

with conversions as (
    select * from {{ ref('int_conversions') }}
),

by_channel as (
    select * from {{ ref('attribution_by_channel') }}
),

total_credits as (
    select
        conversion_type,
        model,
        case when segment = 'All' then 'all segments' else 'the segments' end as rows_of,
        sum(conversions) as conversions,
        sum(credited_amount) as credited_amount
    from by_channel
    group by conversion_type, model, case when segment = 'All' then 'all segments' else 'the segments' end
),

total_conversions as (
    select
        conversion_type,
        count(*) as conversion_count,
        cast(coalesce(sum(amount), 0) as numeric(26, 0)) * cast(0.01 as numeric(3, 2)) as booked_amount
    from conversions
    where outcome = 'converted'
    group by conversion_type
),

name_problems as (
    select
        concat(
            'attribution_by_channel: ', total_credits.model, ' credits ', total_credits.conversion_type, ' with ',
            cast(total_credits.conversions as {{ dbt.type_string() }}), ' conversions and ',
            coalesce(cast(total_credits.credited_amount as {{ dbt.type_string() }}), 'nothing'), ' in the rows of ',
            total_credits.rows_of, '; ',
            cast(coalesce(total_conversions.conversion_count, 0) as {{ dbt.type_string() }}),
            ' and ', cast(coalesce(total_conversions.booked_amount, 0) as {{ dbt.type_string() }}),
            ' were booked. This is a defect: report it.'
        ) as problem
    from total_credits
    left join total_conversions
        on total_credits.conversion_type = total_conversions.conversion_type
    where
        total_credits.conversions <> coalesce(total_conversions.conversion_count, 0)
        or coalesce(total_credits.credited_amount, 0) <> coalesce(total_conversions.booked_amount, 0)
)

select * from name_problems
