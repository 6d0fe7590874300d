{% set flows = ['new', 'reactivation', 'expansion', 'contraction', 'churn'] %}
{% set measures = {
    'opening_arr': 'sum(annual_leaves.opening_arr)',
    'gross_margin_arr': 'case when count(annual_leaves.gross_margin_arr) = count(*) then sum(annual_leaves.gross_margin_arr) end',
} %}
{% for flow in flows %}
    {% do measures.update({flow ~ '_arr': 'sum(annual_leaves.' ~ flow ~ '_arr)'}) %}
{% endfor %}

with movements as (
    select * from {{ ref('int_recurring_movements') }}
),

segment_margins as (
    select * from {{ ref('int_segment_margins') }}
),

slice_members as (
    select * from {{ ref('int_slice_members') }}
),

period_days as (
    select * from {{ ref('int_period_days') }}
    where period_grain <> 'week'
),

source_state as (
    select raw_rows > 0 as has_source
    from {{ ref('int_row_counts') }}
    where source_table = 'finance_subscriptions'
),

-- A period opens with its first month and closes with its last one.
place_months as (
    select
        period_days.period_grain,
        movements.*,
        case when movements.month_start = period_days.period_start then 12 else 0 end as opening_factor,
        case when movements.measured_on = period_days.measured_on then 12 else 0 end as closing_factor
    from movements
    inner join period_days
        on movements.measured_on = period_days.calendar_day
),

annual_leaves as (
    select
        places.period_grain,
        places.measured_on as event_on,
        places.segment,
        places.industry,
        places.seller,
        places.channel,
        places.closing_revenue * places.closing_factor as numerator,
        0 as denominator,
        case when places.closing_revenue > 0 and places.closing_factor > 0 then 1 else 0 end as sum_of_squares,
        case when places.closing_revenue > 0 and places.closing_factor > 0 then 1 else 0 end as sample_size,
        places.opening_revenue * places.opening_factor as opening_arr,
        {% for flow in flows %}
            places.{{ flow }}_revenue * 12 as {{ flow }}_arr,
        {% endfor %}
        case
            when places.closing_revenue * places.closing_factor = 0 then 0
            else cast(places.closing_revenue * 12 * segment_margins.gross_margin_rate as numeric(28, 6))
        end as gross_margin_arr
    from place_months as places
    left join segment_margins
        on
            places.segment = segment_margins.segment
            and places.measured_on = segment_margins.measured_on
),

sum_per_slice as (
    {{ slice_leaves('annual_leaves', measures=measures, per_grain=true) }}
),

{{ complete_periods('sum_per_slice', measures=measures.keys() | list) }},

-- ARR is a stock: each row stands for itself, so its denominator is 1.
close_periods as (
    select
        period_grain,
        period_start,
        period_end,
        measured_on,
        as_of_on,
        has_source,
        segment,
        industry,
        seller,
        channel,
        numerator,
        1 as denominator,
        sum_of_squares,
        sample_size,
        {{ measures | join(', ') }}
    from complete_slices
),

describe_slices as (
    select
        {{ kpi_columns('north_star_arr') }},
        {% for measure in ['opening'] + flows %}
            cast(case when has_source then coalesce({{ measure }}_arr, 0) end as numeric(38, 6)) as {{ measure }}_arr,
        {% endfor %}
        cast(case when has_source then numerator end as numeric(38, 6)) as closing_arr,
        cast(case when has_source then gross_margin_arr end as numeric(38, 6)) as gross_margin_arr
    from close_periods
)

select * from describe_slices
