{% macro slice_leaves(leaves, dimensions=['segment', 'industry', 'seller', 'channel'], measures={}, per_grain=false) %}
    {%- set slices = slice_dimensions(dimensions) -%}
    {%- set sliced_by = slices | sum(start=[]) | unique | list %}
    with named_leaves as ({{ name_members(leaves, sliced_by) }})
    select
        period_days.period_grain,
        period_days.period_start,
        {% for dimension in ['segment', 'industry', 'seller', 'channel'] %}
            {{ "coalesce(" ~ leaves ~ "." ~ dimension ~ "_member, 'All')" if dimension in sliced_by else "'All'" }} as {{ dimension }},
        {% endfor %}
        {% for measure, expression in measures.items() %}
            {{ expression }} as {{ measure }},
        {% endfor %}
        {% for part in kpi_parts() %}
            sum({{ leaves }}.{{ part }}) as {{ part }}{{ ',' if not loop.last }}
        {% endfor %}
    from named_leaves as {{ leaves }}
    inner join period_days
        on {{ leaves }}.event_on = period_days.calendar_day
        {%- if per_grain %} and {{ leaves }}.period_grain = period_days.period_grain{% endif %}
    group by grouping sets (
        {% for members in slices %}
            (period_days.period_grain, period_days.period_start
            {%- for member in members %}, {{ leaves }}.{{ member }}_member{% endfor %}){{ ',' if not loop.last }}
        {% endfor %}
    )
{% endmacro %}
