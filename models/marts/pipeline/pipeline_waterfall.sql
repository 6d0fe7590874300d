{% set amounts = [
    'opening', 'created', 'reopened', 'pulled_in', 'amount_up', 'amount_down', 'pushed_out', 'withdrawn', 'won', 'lost',
    'closing',
] %}

with movements as (
    select * from {{ ref('int_pipeline_movements') }}
),

slice_members as (
    select * from {{ ref('int_slice_members') }}
),

name_members as (
    {{ name_members('movements', ['segment', 'seller']) }}
),

sum_per_slice as (
    select
        period_grain,
        period_start,
        period_end,
        measured_on,
        {{ member_or_all('segment', ['segment', 'seller']) }} as segment,
        {{ member_or_all('seller', ['segment', 'seller']) }} as seller,
        {% for column in amounts %}
            sum({{ column }}) as {{ column }},
        {% endfor %}
        sum(stage_regressions) as stage_regressions,
        sum(reopened_deals) as reopened_deals,
        sum(owner_changes) as owner_changes
    from name_members
    group by grouping sets (
        {{ slice_sets('period_grain, period_start, period_end, measured_on', ['segment', 'seller']) }}
    )
),

publish_waterfall as (
    select
        cast(period_grain as {{ dbt.type_string() }}) as period_grain,
        period_start,
        period_end,
        measured_on,
        cast(segment as {{ dbt.type_string() }}) as segment,
        cast(seller as {{ dbt.type_string() }}) as seller,
        {% for column in amounts %}
            cast({{ column }} as numeric(38, 6)) as {{ column }},
        {% endfor %}
        cast(stage_regressions as bigint) as stage_regressions,
        cast(reopened_deals as bigint) as reopened_deals,
        cast(owner_changes as bigint) as owner_changes
    from sum_per_slice
)

select * from publish_waterfall
