{{ config(store_failures=true) }}

{% set valued = [
    ('int_opportunity_outcomes', 'crm_opportunities', 'currency', 'closed_on',
     '(amount is not null and reporting_amount is null)'
     ~ ' or (annual_amount is not null and annual_contract_value is null)'),
    ('int_opportunity_qualifications', 'crm_opportunities', 'currency', 'qualified_on',
     'amount is not null and reporting_amount is null'),
    ('int_finance_costs_valued', 'finance_costs', 'currency', 'cost_month', 'reporting_amount is null'),
    ('int_ads_spend_keyed', 'ads_spend', 'spend_currency', 'spend_date', 'reporting_cost is null'),
    ('int_coverage_leaves', 'crm_opportunities', 'currency', 'measured_on', 'pipeline_amount is null'),
    ('int_pipeline_periods', 'crm_opportunities', 'currency', 'eve_on',
     "currency <> '" ~ var('reporting_currency') ~ "' and rate is null"),
    ('int_planning_quotas_valued', 'planning_quotas', 'currency', 'valued_on', 'is_on_calendar and reporting_amount is null'),
    ('int_planning_forecasts_valued', 'planning_forecasts', 'currency', 'valued_on',
     'is_on_calendar and is_commit and is_in_time and reporting_amount is null'),
] %}

with
{% for model, source_table, currency, day, is_missing in valued %}
    {{ model }} as (
        select * from {{ ref(model) }}
    ),
{% endfor %}

stack_missing_rates as (
    {% for model, source_table, currency, day, is_missing in valued %}
        select
            '{{ source_table }}' as source_table,
            {{ currency }} as missing_currency,
            {{ day }} as missing_on
        from {{ model }}
        where {{ is_missing }}
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

missing_rates as (
    select
        source_table,
        missing_currency,
        missing_on,
        count(*) as row_count
    from stack_missing_rates
    group by source_table, missing_currency, missing_on
),

name_problems as (
    select
        concat(
            'finance_exchange_rates: no rate from ',
            missing_currency, ' to {{ var("reporting_currency") }} on ',
            cast(missing_on as {{ dbt.type_string() }}), ' or in the {{ var("max_rate_age_days") }} days before, for ',
            cast(row_count as {{ dbt.type_string() }}),
            ' row(s) of ', source_table, '. Add the rate, or correct the currency.'
        ) as problem
    from missing_rates
)

select * from name_problems
