{{ config(store_failures=true) }}

{% set texts = ['label_en', 'label_fr', 'formula', 'shipped_by'] %}

with variants as (
    select * from {{ ref('definition_variants') }}
),

published as (
    select * from {{ ref('kpi_definition_variants') }}
),

definitions as (
    select * from {{ ref('kpi_definitions') }}
),

count_published as (
    select
        kpi,
        variant,
        count(*) as row_count
    from published
    where variant <> 'official'
    group by kpi, variant
),

find_problems as (
    select
        count_published.kpi,
        count_published.variant,
        concat(
            'has no row, though ', cast(count_published.row_count as {{ dbt.type_string() }}),
            ' rows of kpi_definition_variants show it. Add one.'
        ) as complaint
    from count_published
    left join variants
        on count_published.kpi = variants.kpi and count_published.variant = variants.variant
    where variants.kpi is null
    union all
    select
        variants.kpi,
        variants.variant,
        'is of a KPI without a card. Correct kpi.' as complaint
    from variants
    left join definitions
        on variants.kpi = definitions.kpi
    where definitions.kpi is null
    union all
    select
        kpi,
        variant,
        'stands there more than once. Keep one of its rows.' as complaint
    from variants
    group by kpi, variant
    having count(*) > 1
    union all
    select
        kpi,
        variant,
        'describes the official definition, which its card does. Remove the row.' as complaint
    from variants
    where variant = 'official'
    {% for text in texts %}
        union all
        select
            kpi,
            variant,
            'has no {{ text }}. Write it.' as complaint
        from variants
        where {{ text }} is null or trim({{ text }}) = ''
    {% endfor %}
),

name_problems as (
    select
        concat(
            'seeds/reference/definition_variants.csv: variant ''', coalesce(variant, ''), ''' of ''',
            coalesce(kpi, ''), ''' ', complaint
        ) as problem
    from find_problems
)

select * from name_problems
