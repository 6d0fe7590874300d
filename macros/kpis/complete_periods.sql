{% macro complete_periods(sums, measures=[], last_start='as_of_on') %}
{%- set keys = 'period_grain, period_start, segment, industry, seller, channel' -%}
periods as (
    select period_grain as grain, period_start as first_day, period_end, measured_on, as_of_on
    from period_days where period_start <= {{ last_start }}
    group by period_grain, period_start, period_end, measured_on, as_of_on
),
first_activity as (
    select period_grain, segment, industry, seller, channel, min(period_start) as first_start
    from {{ sums }} where industry = 'All' and seller = 'All' and (segment = 'All' or channel = 'All')
    group by period_grain, segment, industry, seller, channel
    union all
    select grain, 'All', 'All', 'All', 'All', first_day from periods where period_end >= as_of_on
),
sums_and_zeros as (
    select {{ keys }}, {{ (kpi_parts() + measures) | join(', ') }} from {{ sums }}
    union all
    select grain, first_day, segment, industry, seller, channel, 0, 0, 0, 0 {%- for measure in measures %}, null {%- endfor %}
    from periods inner join first_activity on grain = period_grain and first_day >= first_start
),
complete_slices as (
    select {{ keys }}, period_end, measured_on, as_of_on, has_source
        {%- for part in kpi_parts() %}, sum({{ part }}) as {{ part }}{% endfor %}
        {%- for measure in measures %}, max({{ measure }}) as {{ measure }}{% endfor %}
    from sums_and_zeros inner join periods on period_grain = grain and period_start = first_day cross join source_state
    group by {{ keys }}, period_end, measured_on, as_of_on, has_source
)
{% endmacro %}
