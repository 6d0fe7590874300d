{% macro next_period_start() %}
    case period_grain
        when 'week' then cast({{ dbt.dateadd('day', 7, 'period_start') }} as date)
        when 'month' then cast({{ dbt.dateadd('month', 1, 'period_start') }} as date)
        when 'quarter' then cast({{ dbt.dateadd('month', 3, 'period_start') }} as date)
        else cast({{ dbt.dateadd('year', 1, 'period_start') }} as date)
    end
{% endmacro %}
