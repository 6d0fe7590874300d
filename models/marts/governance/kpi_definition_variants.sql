{% set models = [
    'int_coverage_variants',
    'int_deal_value_variants',
    'int_mql_to_sql_variants',
    'int_organic_share_variants',
    'int_retention_variants',
    'int_sales_cycle_variants',
    'int_win_rate_variants',
] %}

with
{% for model in models %}
    {{ model }} as (
        select * from {{ ref(model) }}
    ),
{% endfor %}

kpi_values as (
    select * from {{ ref('kpi_values') }}
),

kpi_definitions as (
    select * from {{ ref('kpi_definitions') }}
),

definition_variants as (
    select * from {{ ref('definition_variants') }}
),

period_days as (
    select * from {{ ref('int_period_days') }}
),

stack_variants as (
    {% for model in models %}
        select
            kpi,
            variant,
            period_grain,
            period_start,
            segment,
            numerator,
            denominator,
            sample_size,
            case when denominator > 0 then {{ safe_ratio('numerator', 'denominator') }} end as variant_value
        from {{ model }}
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

keep_known_values as (
    select * from kpi_values
    where slice in ('total', 'segment') and value_status <> 'no_source'
),

list_comparable_kpis as (
    select stack_variants.kpi
    from stack_variants
    inner join keep_known_values
        on stack_variants.kpi = keep_known_values.kpi and stack_variants.period_start = keep_known_values.period_start
    group by stack_variants.kpi
),

add_official_values as (
    select * from stack_variants
    union all
    select
        kpi,
        'official' as variant,
        period_grain,
        period_start,
        segment,
        numerator,
        denominator,
        sample_size,
        kpi_value as variant_value
    from keep_known_values
),

describe_variants as (
    select
        cast(valued.kpi as {{ dbt.type_string() }}) as kpi,
        cast(valued.variant as {{ dbt.type_string() }}) as variant,
        cast(valued.period_grain as {{ dbt.type_string() }}) as period_grain,
        valued.period_start,
        period_days.period_end,
        cast(valued.segment as {{ dbt.type_string() }}) as segment,
        valued.numerator,
        valued.denominator,
        valued.sample_size,
        valued.variant_value,
        official.kpi_value as official_value,
        cast(valued.variant_value - official.kpi_value as numeric(28, 9)) as difference,
        {% for text in ['label_en', 'label_fr', 'formula'] %}
            coalesce(definition_variants.{{ text }}, kpi_definitions.{{ text }}) as {{ text }},
        {% endfor %}
        cast(definition_variants.shipped_by as {{ dbt.type_string() }}) as shipped_by
    from add_official_values as valued
    inner join list_comparable_kpis
        on valued.kpi = list_comparable_kpis.kpi
    inner join period_days
        on
            valued.period_grain = period_days.period_grain
            and valued.period_start = period_days.calendar_day
    left join keep_known_values as official
        on
            valued.kpi = official.kpi
            and valued.period_grain = official.period_grain
            and valued.period_start = official.period_start
            and valued.segment = official.segment
    left join definition_variants
        on valued.kpi = definition_variants.kpi and valued.variant = definition_variants.variant
    left join kpi_definitions
        on valued.kpi = kpi_definitions.kpi and valued.variant = 'official'
)

select * from describe_variants
