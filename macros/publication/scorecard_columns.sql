{% macro scorecard_columns() %}
    {%- set types = {'text': dbt.type_string(), 'amount': 'numeric(38, 9)', 'moment': dbt.type_timestamp()} -%}
    {%- set columns = {} -%}
    {%- for names, type in [
        ('kpi label_en label_fr unit direction kpi_owner funnel_stage', 'text'),
        ('definition_version', 'integer'),
        ('period_grain', 'text'),
        ('period_start period_end', 'date'),
        ('is_final', 'boolean'),
        ('segment industry seller channel', 'text'),
        ('kpi_value numerator denominator', 'amount'),
        ('sample_size', 'bigint'),
        ('interval_low interval_high value_before relative_change', 'amount'),
        ('comparison', 'text'),
        ('target_low target_high alert_below alert_above measured', 'amount'),
        ('verdict reason reason_en reason_fr release_status stale_reason', 'text'),
        ('data_as_of', 'date'),
        ('released_at', 'moment'),
        ('release_id', 'text'),
    ] -%}
        {%- for name in names.split() -%}
            {%- do columns.update({name: types.get(type, type)}) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{- return(columns) -}}
{% endmacro %}
