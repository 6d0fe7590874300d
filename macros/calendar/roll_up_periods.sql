{% macro roll_up_periods(planned, amount) %}
choose_quarters as (
    select
        owner_id, quarter_start,
        max(case when period_grain = 'quarter' then 1 else 0 end) as has_quarter,
        count(distinct case when period_grain = 'month' then period_start end) as month_count
    from {{ planned }}
    group by owner_id, quarter_start
),
sum_quarters as (
    select {{ planned }}.owner_id, seller, segment, {{ planned }}.quarter_start, year_start, sum({{ amount }}) as rolled_amount
    from {{ planned }}
    inner join choose_quarters
        on {{ planned }}.owner_id = choose_quarters.owner_id and {{ planned }}.quarter_start = choose_quarters.quarter_start
    where period_grain = 'quarter' or (has_quarter = 0 and month_count = 3)
    group by {{ planned }}.owner_id, seller, segment, {{ planned }}.quarter_start, year_start
),
rolled_up as (
    {% for grain, first_day, relation, part in [('month', 'period_start', planned, amount),
        ('quarter', 'quarter_start', 'sum_quarters', 'rolled_amount'), ('year', 'year_start', 'sum_quarters', 'rolled_amount')] %}
        select '{{ grain }}' as period_grain, {{ first_day }} as period_start, owner_id, seller, segment,
            cast(sum({{ part }}) as numeric(28, 6)) as {{ amount }}
        from {{ relation }} {% if grain == 'month' %} where period_grain = 'month' {% endif %}
        group by {{ first_day }}, owner_id, seller, segment
        {{ 'union all' if not loop.last }}
    {% endfor %}
)
{% endmacro %}
