{# Counts the cohorts again, month by month, from the staged rows of the leads: without accepted versions, milestones,
   calendar and slicing. #}
{{ config(store_failures=true, enabled='month' in var('period_grains')) }}

with leads as (
    select * from {{ ref('stg_crm__leads') }}
),

identities as (
    select * from {{ ref('int_person_identities') }}
),

as_of as (
    select * from {{ ref('int_as_of') }}
),

mql_to_sql_rate as (
    select * from {{ ref('kpi_mql_to_sql_rate') }}
),

date_people as (
    select
        identities.person_id,
        min(cast(leads.mql_at as date)) as mql_on,
        min(cast(leads.sql_at as date)) as sql_on,
        max(as_of.as_of_on) as as_of_on
    from leads
    inner join identities
        on leads.lead_id = identities.source_id
    cross join as_of
    where leads.rejection_reason is null and identities.source_table = 'crm_leads'
    group by identities.person_id
),

recount as (
    select
        cast({{ dbt.date_trunc('month', 'mql_on') }} as date) as period_start,
        sum(case
            when
                sql_on between mql_on and as_of_on
                and (
                    {{ var('mql_to_sql_window_days') }} = 0
                    or sql_on <= cast({{ dbt.dateadd('day', var('mql_to_sql_window_days'), 'mql_on') }} as date)
                )
                then 1
            else 0
        end) as numerator,
        count(*) as denominator
    from date_people
    where mql_on <= as_of_on
    group by cast({{ dbt.date_trunc('month', 'mql_on') }} as date)
),

monthly_rates as (
    select *
    from mql_to_sql_rate
    where period_grain = 'month' and slice = 'total'
),

name_problems as (
    select
        concat(
            'kpi_mql_to_sql_rate, month of ',
            cast(coalesce(monthly_rates.period_start, recount.period_start) as {{ dbt.type_string() }}), ': ',
            coalesce(cast(monthly_rates.numerator as {{ dbt.type_string() }}), 'no row'), ' / ',
            coalesce(cast(monthly_rates.denominator as {{ dbt.type_string() }}), 'no row'), ', but a recount gives ',
            cast(coalesce(recount.numerator, 0) as {{ dbt.type_string() }}), ' / ',
            cast(coalesce(recount.denominator, 0) as {{ dbt.type_string() }}), '.'
        ) as problem
    from monthly_rates
    full outer join recount
        on monthly_rates.period_start = recount.period_start
    where
        coalesce(monthly_rates.value_status, '') <> 'no_source'
        and (
            coalesce(monthly_rates.numerator, -1) <> coalesce(recount.numerator, 0)
            or coalesce(monthly_rates.denominator, -1) <> coalesce(recount.denominator, 0)
        )
)

select * from name_problems
