{{ config(store_failures=true) }}

{% set seeds = {'segment': 'segments', 'industry': 'industry_names', 'channel': 'channel_rules'} %}

with targets as (
    select * from {{ ref('typed_kpi_targets') }}
),

kpi_values as (
    select * from {{ ref('kpi_values') }}
),

{% for dimension, seed in seeds.items() %}
    {{ seed }} as (
        select * from {{ ref(seed) }}
    ),
{% endfor %}

known_members as (
    {% for dimension in ['segment', 'industry', 'seller', 'channel'] %}
        select
            '{{ dimension }}' as dimension,
            {{ dimension }} as member_name
        from kpi_values
        group by {{ dimension }}
        union all
    {% endfor %}
    {% for dimension, seed in seeds.items() %}
        select
            '{{ dimension }}' as dimension,
            {{ dimension }} as member_name
        from {{ seed }}
        group by {{ dimension }}
        union all
    {% endfor %}
    select
        'seller' as dimension,
        'All' as member_name
),

targeted_members as (
    {% for dimension in ['segment', 'industry', 'seller', 'channel'] %}
        select
            '{{ dimension }}' as dimension,
            {{ dimension }} as member_name
        from targets
        where {{ dimension }} <> 'All'
        group by {{ dimension }}
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

name_problems as (
    select
        concat(
            'seeds/reference/kpi_targets.csv: ', targeted_members.dimension, ' ''', targeted_members.member_name,
            ''' is neither in the data nor in the reference seeds. Correct the spelling.'
        ) as problem
    from targeted_members
    left join known_members
        on
            targeted_members.dimension = known_members.dimension
            and targeted_members.member_name = known_members.member_name
    where known_members.member_name is null
)

select * from name_problems
