{% set limits = [] %}
{% for limit in ['target_low', 'target_high', 'alert_below', 'alert_above'] %}
    {% do limits.append("coalesce(" ~ decimal_text("targets." ~ limit, 9) ~ ", '-')") %}
{% endfor %}
{% set terms = 'concat(' ~ limits | join(", ' ', ") ~ ')' %}

with kpi_values as (
    select * from {{ ref('kpi_values') }}
),

kpi_definitions as (
    select * from {{ ref('kpi_definitions') }}
),

targets as (
    select * from {{ ref('typed_kpi_targets') }}
),

marks as (
    select * from {{ ref('int_publication_marks') }}
),

describe_targets as (
    select
        kpi_values.kpi,
        kpi_values.period_grain,
        kpi_values.period_start,
        kpi_values.segment,
        kpi_values.industry,
        kpi_values.seller,
        kpi_values.channel,
        max(case when targets.comparison = 'level' then {{ terms }} end) as level_terms,
        max(case when targets.comparison = 'change_on_year' then {{ terms }} end) as change_terms
    from kpi_values
    inner join targets
        on
            kpi_values.kpi = targets.kpi
            and kpi_values.period_grain = targets.period_grain
            and kpi_values.segment = targets.segment
            and kpi_values.industry = targets.industry
            and kpi_values.seller = targets.seller
            and kpi_values.channel = targets.channel
    where
        (targets.valid_from is null or targets.valid_from <= kpi_values.period_start)
        and (targets.valid_to is null or targets.valid_to >= kpi_values.period_start)
    group by
        kpi_values.kpi, kpi_values.period_grain, kpi_values.period_start, kpi_values.segment, kpi_values.industry,
        kpi_values.seller, kpi_values.channel
),

describe_publications as (
    select
        kpi_values.kpi,
        kpi_values.period_grain,
        kpi_values.period_start,
        kpi_values.period_end,
        kpi_values.measured_on,
        kpi_values.segment,
        kpi_values.industry,
        kpi_values.seller,
        kpi_values.channel,
        kpi_values.slice,
        kpi_values.numerator,
        kpi_values.denominator,
        kpi_values.sample_size,
        kpi_values.kpi_value,
        kpi_values.value_status,
        kpi_values.is_final,
        kpi_values.definition_version,
        cast(
            concat(coalesce(describe_targets.level_terms, ''), coalesce(describe_targets.change_terms, ''))
            as {{ dbt.type_string() }}
        ) as target_terms,
        cast(case
            when kpi_definitions.sources like '%finance_subscriptions%' then marks.constants_mark
            when kpi_definitions.unit = 'money' or kpi_values.sum_of_squares <> kpi_values.sample_size
                then marks.rates_mark
            else ''
        end as {{ dbt.type_string() }}) as rates_mark,
        marks.merges_mark,
        marks.as_of_on as recorded_as_of,
        marks.run_started_at as recorded_at,
        cast('{{ data_key() }}' as {{ dbt.type_string() }}) as data_key
    from kpi_values
    inner join kpi_definitions
        on kpi_values.kpi = kpi_definitions.kpi
    inner join marks
        on kpi_values.measured_on = marks.measured_on
    left join describe_targets
        on
            kpi_values.kpi = describe_targets.kpi
            and kpi_values.period_grain = describe_targets.period_grain
            and kpi_values.period_start = describe_targets.period_start
            and kpi_values.segment = describe_targets.segment
            and kpi_values.industry = describe_targets.industry
            and kpi_values.seller = describe_targets.seller
            and kpi_values.channel = describe_targets.channel
)

select * from describe_publications
