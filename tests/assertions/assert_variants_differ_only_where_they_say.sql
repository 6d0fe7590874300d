{{ config(store_failures=true) }}

{#- What a variant has in common with another definition of its KPI. -#}
{% set common = [
    ('kpi_mql_to_sql_rate', 'by_period', 'official', 'denominator'),
    ('kpi_mql_to_sql_rate', 'without_window', 'official', 'denominator'),
    ('kpi_organic_pipeline_share', 'first_touch', 'official', 'denominator'),
    ('kpi_organic_pipeline_share', 'last_touch', 'official', 'denominator'),
    ('kpi_pipeline_coverage', 'on_full_quota', 'official', 'numerator'),
    ('kpi_sales_cycle_days', 'median', 'official', 'sample_size'),
    ('kpi_win_rate', 'with_open_deals', 'never_engaged_included', 'numerator'),
    ('kpi_win_rate', 'won_over_created', 'never_engaged_included', 'numerator'),
    ('kpi_win_rate', 'won_over_created', 'by_creation_cohort_all', 'denominator'),
] %}
{#- Two counts of one period, which have no bound: nobody has to be in both. -#}
{% set unbounded = ['by_period', 'won_over_created'] %}

with variants as (
    select * from {{ ref('kpi_definition_variants') }}
),

compare_parts as (
    {% for kpi, variant, other, part in common %}
        select
            variants.kpi,
            variants.variant,
            variants.period_grain,
            variants.period_start,
            variants.segment,
            concat(
                '{{ part }} ', cast(variants.{{ part }} as {{ dbt.type_string() }}), ' is not that of {{ other }}, ',
                cast(compared.{{ part }} as {{ dbt.type_string() }})
            ) as complaint
        from variants
        inner join variants as compared
            on
                variants.kpi = compared.kpi
                and variants.period_grain = compared.period_grain
                and variants.period_start = compared.period_start
                and variants.segment = compared.segment
        where
            variants.kpi = '{{ kpi }}'
            and variants.variant = '{{ variant }}'
            and compared.variant = '{{ other }}'
            and variants.{{ part }} <> compared.{{ part }}
        union all
    {% endfor %}
    select
        kpi,
        variant,
        period_grain,
        period_start,
        segment,
        concat('value ', cast(variant_value as {{ dbt.type_string() }}), ' is not between 0 and 1') as complaint
    from variants
    where
        kpi in ('kpi_mql_to_sql_rate', 'kpi_organic_pipeline_share', 'kpi_win_rate')
        and variant not in ({{ quoted_list(unbounded) }})
        and (variant_value < 0 or variant_value > 1)
),

name_problems as (
    select
        concat(
            'kpi_definition_variants: ', kpi, ', variant ', variant, ', ', period_grain, ' of ',
            cast(period_start as {{ dbt.type_string() }}), ', segment ', segment, ': ', complaint,
            '. Correct the model of the variant.'
        ) as problem
    from compare_parts
)

select * from name_problems
