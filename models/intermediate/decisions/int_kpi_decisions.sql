with decisions as (
    select * from {{ ref('kpi_decisions') }}
),

type_decisions as (
    select
        {% for name in ['decision_id', 'kpi', 'period_grain'] %}
            cast({{ name }} as {{ dbt.type_string() }}) as {{ name }},
        {% endfor %}
        {% for dimension in ['segment', 'industry', 'seller', 'channel'] %}
            cast(coalesce({{ dimension }}, 'All') as {{ dbt.type_string() }}) as {{ dimension }},
        {% endfor %}
        {% for name in ['playbook_cause', 'finding', 'action', 'decision_owner', 'expectation', 'closing_note'] %}
            cast({{ name }} as {{ dbt.type_string() }}) as {{ name }},
        {% endfor %}
        {% for day in ['decided_on', 'period_start', 'deadline', 'closed_on'] %}
            {{ safe_cast_to(day, 'date') }} as {{ day }},
        {% endfor %}
        cast(status as {{ dbt.type_string() }}) as decision_status,
        {{ safe_cast_to('expected_change', 'numeric(28, 9)') }} as expected_change
    from decisions
    {% if env_var('KPI_DATA', '') or target.type != 'duckdb' %}
        where decision_id not like 'demo-%'
    {% endif %}
)

select * from type_decisions
