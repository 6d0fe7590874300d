{# What people wrote into the file of decisions and the measurement could not use. #}
{{ config(store_failures=true) }}

with decisions as (
    select * from {{ ref('kpi_decisions') }}
),

typed_decisions as (
    select * from {{ ref('int_kpi_decisions') }}
),

definitions as (
    select * from {{ ref('kpi_definitions') }}
),

check_decisions as (
    select
        decisions.decision_id,
        case
            when definitions.kpi is null then 'kpi'
            when typed_decisions.decided_on is null then 'decided_on'
            when typed_decisions.deadline is null then 'deadline'
            when typed_decisions.decision_owner is null then 'decision_owner'
            when decisions.expected_change <> '' and typed_decisions.expected_change is null
                then 'expected_change'
            when typed_decisions.decision_status <> 'open' and typed_decisions.closed_on is null then 'closed_on'
            when typed_decisions.closed_on < typed_decisions.decided_on then 'closed_on'
        end as wrong_column
    from decisions
    inner join typed_decisions
        on decisions.decision_id = typed_decisions.decision_id
    left join definitions
        on decisions.kpi = definitions.kpi
),

name_problems as (
    select
        concat(
            'seeds/decisions/kpi_decisions.csv: decision ',
            decision_id,
            ' has no usable ',
            wrong_column,
            '. A KPI is named as its table, a day is 2026-03-31, a change 0.05, and no close precedes its decision.'
        ) as problem
    from check_decisions
    where wrong_column is not null
)

select * from name_problems
