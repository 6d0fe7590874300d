{# Taken at the ends of months; without months, of the next grain there is. #}
{% set stock_grain = (['month', 'quarter', 'year', 'week'] | select('in', period_grains())) | first %}
{% set stocks = [
    ('kpi_net_revenue_retention', 'cohorts', 'retained_revenue', 'cohort_revenue'),
    ('kpi_gross_revenue_retention', 'cohorts', 'least(retained_revenue, cohort_revenue)', 'cohort_revenue'),
    ('north_star_arr', 'movements', 'closing_revenue * 12', 'null'),
    ('north_star_arr', 'fill_days', '0', 'null'),
] %}

with cohorts as (
    select * from {{ ref('int_revenue_cohorts') }}
    where period_grain = '{{ stock_grain }}'
),

movements as (
    select * from {{ ref('int_recurring_movements') }}
),

list_members as (
    {% for relation in ['movements', 'cohorts'] %}
        select
            segment,
            industry,
            seller,
            channel
        from {{ relation }}
        group by segment, industry, seller, channel
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

list_days as (
    select measured_on
    from movements
    group by measured_on
),

-- Every member has every day: whoever keeps some members only still finds the last day of a period.
fill_days as (
    select
        list_days.measured_on,
        list_members.segment,
        list_members.industry,
        list_members.seller,
        list_members.channel
    from list_days
    cross join list_members
),

stack_stocks as (
    {% for kpi, relation, numerator, denominator in stocks %}
        select
            '{{ kpi }}' as kpi,
            measured_on,
            segment,
            industry,
            seller,
            channel,
            {{ numerator }} as numerator,
            {{ denominator }} as denominator
        from {{ relation }}
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

sum_stocks as (
    select
        kpi,
        measured_on,
        segment,
        industry,
        seller,
        channel,
        cast(sum(numerator) as numeric(38, 6)) as numerator,
        cast(sum(denominator) as numeric(38, 6)) as denominator
    from stack_stocks
    group by kpi, measured_on, segment, industry, seller, channel
)

select * from sum_stocks
