{% macro kpi_columns(kpi_name, is_final='period_end <= as_of_on', reference_value='null') %}
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
    case when has_source then {{ safe_ratio('numerator', 'denominator') }} end as kpi_value,
    cast({{ reference_value }} as numeric(28, 9)) as reference_value,
    cast(case
        when not has_source then 'no_source'
        when denominator = 0 then 'no_denominator'
        else 'ok'
    end as {{ dbt.type_string() }}) as value_status,
    {{ is_final }} as is_final,
    cast({{ kpi_card(kpi_name).get('definition_version') | int(0) }} as integer) as definition_version
{% endmacro %}
