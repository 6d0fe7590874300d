{% set amount = 'numeric(28, 6)' %}
{% set parts = {
    'won_amount': amount, 'open_amount': amount, 'open_expected_amount': amount, 'new_expected_amount': amount,
    'squared_deviation': 'numeric(38, 4)', 'open_deals': 'bigint', 'deals_without_probability': 'bigint',
    'forecast_amount': amount,
} %}
{% set sources = {
    'deals': {
        'open_amount': 'reporting_amount', 'open_expected_amount': 'expected_amount', 'open_deals': '1',
        'squared_deviation': 'expected_deviation * expected_deviation',
        'deals_without_probability': 'case when expected_amount is null then 1 else 0 end',
    },
    'won_so_far': {'won_amount': 'reporting_amount'},
    'new_wins': {'new_expected_amount': 'new_amount', 'squared_deviation': 'squared_deviation'},
    'forecasts': {'forecast_amount': 'forecast_amount'},
} %}

with deals as (
    select * from {{ ref('int_calibrated_deals') }}
),

new_wins as (
    select * from {{ ref('int_new_wins') }}
),

periods as (
    select * from {{ ref('int_coverage_periods') }}
    where period_grain in ('month', 'quarter')
),

outcomes as (
    select * from {{ ref('int_opportunity_outcomes') }}
),

forecasts as (
    select * from {{ ref('int_forecast_periods') }}
),

won_so_far as (
    select
        periods.period_grain,
        periods.period_start,
        outcomes.segment,
        outcomes.seller,
        outcomes.reporting_amount
    from periods
    inner join outcomes
        on
            periods.period_start <= outcomes.closed_on
            and periods.measured_on >= outcomes.closed_on
    where outcomes.is_won and outcomes.opportunity_type in ({{ quoted_list(var('kpi_opportunity_types')) }})
),

stack_amounts as (
    {% for relation, columns in sources.items() %}
        select
            period_grain,
            period_start,
            segment,
            {% for part, type in parts.items() %}
                {{ columns.get(part, 'cast(null as ' ~ type ~ ')') }} as {{ part }},
            {% endfor %}
            seller
        from {{ relation }}
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

-- The first period whose eve is known has none before it that tells what new deals bring.
number_periods as (
    select
        period_grain,
        period_start,
        period_end,
        measured_on,
        as_of_on,
        min(period_end) over (partition by period_grain) <= measured_on as has_past
    from periods
),

sum_amounts as (
    select
        number_periods.period_grain,
        number_periods.period_start,
        number_periods.period_end,
        number_periods.measured_on,
        number_periods.period_end <= number_periods.as_of_on as is_final,
        stack_amounts.segment,
        stack_amounts.seller,
        number_periods.has_past,
        {% for part in ['won_amount', 'open_amount', 'open_expected_amount', 'new_expected_amount'] %}
            cast(coalesce(sum(stack_amounts.{{ part }}), 0) as {{ amount }}) as {{ part }},
        {% endfor %}
        cast(coalesce(sum(stack_amounts.squared_deviation), 0) as numeric(38, 4)) as squared_deviation,
        cast(coalesce(sum(stack_amounts.open_deals), 0) as bigint) as open_deals,
        cast(coalesce(sum(stack_amounts.deals_without_probability), 0) as bigint) as deals_without_probability,
        cast(sum(stack_amounts.forecast_amount) as {{ amount }}) as forecast_amount
    from number_periods
    inner join stack_amounts
        on
            number_periods.period_grain = stack_amounts.period_grain
            and number_periods.period_start = stack_amounts.period_start
    group by
        number_periods.period_grain,
        number_periods.period_start,
        number_periods.period_end,
        number_periods.measured_on,
        number_periods.as_of_on,
        number_periods.has_past,
        stack_amounts.segment,
        stack_amounts.seller
)

select * from sum_amounts
