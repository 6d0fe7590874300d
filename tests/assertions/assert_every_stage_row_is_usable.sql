{{ config(store_failures=true) }}

{% set flags = ['is_engaged', 'is_qualified', 'is_won', 'is_lost'] %}

with stages as (
    select * from {{ ref('opportunity_stages') }}
),

find_problems as (
    select
        stage_name,
        'stands there more than once. Keep one of its rows.' as complaint
    from stages
    group by stage_name
    having count(*) > 1
    union all
    select
        stage_name,
        'is not written in lower case, without blanks around it. Correct it.' as complaint
    from stages
    where stage_name <> trim(lower(stage_name))
    union all
    select
        stage_name,
        concat(
            'has stage_order ''', coalesce(stage_order, ''), ''', which is not a whole number. Correct it.'
        ) as complaint
    from stages
    where stage_order is null or not {{ regex_matches('stage_order', '^[0-9]{1,9}$') }}
    union all
    {% for flag in flags %}
        select
            stage_name,
            concat('has {{ flag }} ''', coalesce({{ flag }}, ''), '''. Write true or false.') as complaint
        from stages
        where {{ flag }} is null or {{ flag }} not in ('true', 'false')
        union all
    {% endfor %}
    select
        stage_name,
        'is both won and lost. Make it one of them.' as complaint
    from stages
    where is_won = 'true' and is_lost = 'true'
),

name_problems as (
    select
        concat(
            'seeds/reference/opportunity_stages.csv: stage ''', coalesce(stage_name, ''), ''' ', complaint
        ) as problem
    from find_problems
    union all
    select
        concat(
            'seeds/reference/opportunity_stages.csv: ', cast(count(*) as {{ dbt.type_string() }}),
            ' rows have no stage_name. Name the stage or remove the row.'
        ) as problem
    from stages
    where stage_name is null
    having count(*) > 0
)

select * from name_problems
