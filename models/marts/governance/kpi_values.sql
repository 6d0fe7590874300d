{% set kpis = [
    'kpi_abm_qualification_rate',
    'kpi_average_contract_value',
    'kpi_average_selling_price',
    'kpi_cac_payback_months',
    'kpi_forecast_accuracy',
    'kpi_gross_revenue_retention',
    'kpi_mql_to_sql_rate',
    'kpi_net_revenue_retention',
    'kpi_organic_pipeline_share',
    'kpi_pipeline_coverage',
    'kpi_sales_cycle_days',
    'kpi_win_rate',
    'north_star_arr',
] %}

with
{% for kpi in kpis %}
    {{ kpi }} as (
        select * from {{ ref(kpi) }}
    ),
{% endfor %}

stack_kpis as (
    {% for kpi in kpis %}
        select
            cast('{{ kpi }}' as {{ dbt.type_string() }}) as kpi,
            period_grain,
            period_start,
            period_end,
            measured_on,
            segment,
            industry,
            seller,
            channel,
            slice,
            numerator,
            denominator,
            sum_of_squares,
            sample_size,
            kpi_value,
            reference_value,
            value_status,
            is_final,
            definition_version
        from {{ kpi }}
        {{ 'union all' if not loop.last }}
    {% endfor %}
)

select * from stack_kpis
