{#- The number that somebody shows, and what it is said to be. -#}
{% set asked_kpi = var('asked_kpi', 'kpi_win_rate') %}
{% set asked_grain = var('asked_grain', 'quarter') %}
{% set asked_start = var('asked_start', '2025-10-01') %}
{% set asked_segment = var('asked_segment', 'All') %}
{% set asked_number = var('asked_number', 0.41) %}

with variants as (
    select * from {{ ref('kpi_definition_variants') }}
),

measure_distances as (
    select
        variant,
        label_en,
        label_fr,
        variant_value,
        official_value,
        abs(variant_value - {{ asked_number }}) as distance,
        numerator,
        denominator,
        sample_size,
        formula,
        shipped_by
    from variants
    where
        kpi = '{{ asked_kpi }}'
        and period_grain = '{{ asked_grain }}'
        and period_start = cast('{{ asked_start }}' as date)
        and segment = '{{ asked_segment }}'
)

select * from measure_distances -- noqa: CV13
order by distance asc nulls last, variant asc
