{% macro kpi_columns(kpi_name, overrides={}) %}
    cast(period_grain as {{ dbt.type_string() }}) as period_grain,
    period_start,
    period_end,
    measured_on,
    {% for dimension in ['segment', 'industry', 'seller', 'channel'] %}
        cast({{ dimension }} as {{ dbt.type_string() }}) as {{ dimension }},
    {% endfor %}
    cast({{ slice_name() }} as {{ dbt.type_string() }}) as slice,
    {% for part in ['numerator', 'denominator', 'sum_of_squares'] %}
        cast(case when has_source then {{ part }} end as numeric(38, 6)) as {{ part }},
    {% endfor %}
    cast(case when has_source then sample_size end as bigint) as sample_size,
    case when has_source then {{ overrides.get('kpi_value', safe_ratio('numerator', 'denominator')) }} end as kpi_value,
    cast({{ overrides.get('reference_value', 'null') }} as numeric(28, 9)) as reference_value,
    cast(case
        when not has_source then 'no_source'
        {% for status, condition in overrides.get('value_status', {'no_denominator': 'denominator = 0'}).items() %}
            when {{ condition }} then '{{ status }}'
        {% endfor %}
        else 'ok'
    end as {{ dbt.type_string() }}) as value_status,
    {{ overrides.get('is_final', 'period_end <= as_of_on') }} as is_final,
    cast({{ kpi_card(kpi_name).get('definition_version') | int(0) }} as integer) as definition_version
{% endmacro %}
