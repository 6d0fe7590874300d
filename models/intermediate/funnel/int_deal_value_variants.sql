{#- Each variant: its KPI, the types of deals that it averages over, and the amount of a deal. -#}
{% set variants = [
    ('kpi_average_contract_value', 'total_contract_value', var('contract_opportunity_types'), 'reporting_amount'),
    ('kpi_average_contract_value', 'new_contracts_only', var('kpi_opportunity_types'), 'annual_contract_value'),
    ('kpi_average_selling_price', 'with_deals_of_no_amount', var('kpi_opportunity_types'), 'coalesce(reporting_amount, 0)'),
] %}

with outcomes as (
    select * from {{ ref('int_opportunity_outcomes') }}
),

period_days as (
    select * from {{ ref('int_period_days') }}
),

stack_variants as (
    {% for kpi, variant, types, deal_amount in variants %}
        select
            '{{ kpi }}' as kpi,
            '{{ variant }}' as variant,
            closed_on as event_on,
            segment,
            {{ deal_amount }} as numerator,
            1 as denominator,
            1 as sample_size
        from outcomes
        where
            is_won
            and opportunity_type in ({{ quoted_list(types) }})
            and {{ deal_amount }} is not null
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

add_up_variants as (
    {{ sum_variants('stack_variants') }}
)

select * from add_up_variants
