{# Says how large the slices would be. Who has so many members may want it so: a warning. #}
{{ config(severity='warn', store_failures=true) }}

{% set text = dbt.type_string() %}
{% set marts = {
    'segment': 'governance.kpi_values', 'industry': 'governance.kpi_values', 'seller': 'governance.kpi_values',
    'channel': 'governance.kpi_values', 'campaign': 'attribution.attribution_by_channel',
} %}

with slice_members as (
    select * from {{ ref('int_slice_members') }}
),

kpi_values as (
    select * from {{ ref('kpi_values') }}
),

attribution_by_channel as (
    select * from {{ ref('attribution_by_channel') }}
),

count_members as (
    select
        dimension,
        count(*) as member_count,
        sum(case when member_name <> shown_name then 1 else 0 end) as hidden_count
    from slice_members
    group by dimension
),

count_slice_rows as (
    {% for dimension, mart in marts.items() %}
        select
            '{{ dimension }}' as dimension,
            '{{ mart }}' as mart_name,
            count(*) as row_count,
            count(distinct {{ dimension }}) as shown_count
        from {{ mart.split('.')[1] }}
        where {{ dimension }} <> 'All'
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

name_problems as (
    select
        concat(
            'slices by ', count_members.dimension, ': ', cast(count_members.member_count as {{ text }}),
            ' members, more than var slice_member_limit ({{ var("slice_member_limit") }}). The other ',
            cast(count_members.hidden_count as {{ text }}), ' are together as ''Beyond the limit'': ',
            cast(count_slice_rows.row_count as {{ text }}), ' rows of ', count_slice_rows.mart_name,
            ' instead of up to ',
            cast(cast(
                count_slice_rows.row_count * (count_slice_rows.shown_count + count_members.hidden_count - 1)
                / count_slice_rows.shown_count as bigint
            ) as {{ text }}),
            '. Raise the var in dbt_project.yml to see them.'
        ) as problem
    from count_members
    inner join count_slice_rows
        on count_members.dimension = count_slice_rows.dimension
    where count_members.hidden_count > 0 and count_slice_rows.shown_count > 0
)

select * from name_problems
