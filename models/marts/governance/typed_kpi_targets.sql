with targets as (
    select * from {{ ref('kpi_targets') }}
),

type_targets as (
    select
        cast(kpi as {{ dbt.type_string() }}) as kpi,
        cast(period_grain as {{ dbt.type_string() }}) as period_grain,
        {% for dimension in ['segment', 'industry', 'seller', 'channel'] %}
            cast(coalesce({{ dimension }}, 'All') as {{ dbt.type_string() }}) as {{ dimension }},
        {% endfor %}
        cast(comparison as {{ dbt.type_string() }}) as comparison,
        {% for limit in ['target_low', 'target_high', 'alert_below', 'alert_above'] %}
            {{ safe_cast_to(limit, 'numeric(28, 9)') }} as {{ limit }},
        {% endfor %}
        {{ safe_cast_to('minimum_sample', 'bigint') }} as minimum_sample,
        {{ safe_cast_to('valid_from', 'date') }} as valid_from,
        {{ safe_cast_to('valid_to', 'date') }} as valid_to,
        cast(source as {{ dbt.type_string() }}) as source
    from targets
)

select * from type_targets
