{% macro period_start(grain) %}
    {%- if grain == 'week' -%}
        cast({{ dbt.date_trunc('week', 'calendar_day') }} as date)
    {%- elif grain == 'month' -%}
        month_start
    {%- elif grain == 'quarter' -%}
        cast({{ dbt.dateadd('month', '-mod(fiscal_month, 3)', 'month_start') }} as date)
    {%- else -%}
        cast({{ dbt.dateadd('month', '-fiscal_month', 'month_start') }} as date)
    {%- endif -%}
{% endmacro %}
