{{ config(store_failures=true) }}

{% set required = [
    'label_en', 'label_fr', 'unit', 'direction', 'kpi_owner', 'cadence', 'funnel_stage', 'north_star', 'hypothesis',
    'formula', 'scope', 'sources', 'actions_en', 'actions_fr',
] %}

with definitions as (
    select * from {{ ref('kpi_definitions') }}
),

targets as (
    select * from {{ ref('typed_kpi_targets') }}
),

find_gaps as (
    {% for column in required %}
        select
            kpi,
            '{{ column | replace('kpi_owner', 'owner') }}' as gap
        from definitions
        where {{ column }} is null or {{ column }} = ''
        union all
    {% endfor %}
    select
        definitions.kpi,
        'a target in seeds/reference/kpi_targets.csv' as gap
    from definitions
    left join targets
        on definitions.kpi = targets.kpi
    where targets.kpi is null
    union all
    select
        kpi,
        'a definition_version of at least 1' as gap
    from definitions
    where definition_version is null or definition_version < 1
),

name_problems as (
    select
        concat(
            'models/marts/', case when kpi = 'north_star_arr' then 'north_star' else 'kpis' end, '/', kpi,
            '.yml: the card has no ', gap, '. Add it.'
        ) as problem
    from find_gaps
)

select * from name_problems
