{% macro period_start(grain) %}
    {%- if grain == 'week' -%}
        cast({{ dbt.date_trunc('week', 'calendar_day') }} as date)
    {%- elif grain == 'month' -%}
        month_start
    {%- elif grain == 'quarter' -%}
        cast({{ dbt.dateadd('month', '-mod(fiscal_month, 3)', 'month_start') }} as date)
    {%- elif grain == 'year' -%}
        cast({{ dbt.dateadd('month', '-fiscal_month', 'month_start') }} as date)
    {%- else -%}
        {{ exceptions.raise_compiler_error("var period_grains: '" ~ grain ~ "' is not one of week, month, quarter, year.") }}
    {%- endif -%}
{% endmacro %}
