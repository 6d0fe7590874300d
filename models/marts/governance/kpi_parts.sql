{% set sql_in_window = is_within_window('days_to_sql', var('mql_to_sql_window_days')) %}
{% set parts = [
    ('kpi', 'closed_on', 0, 'numerator', 'denominator', 'deals'),
    ('kpi', 'measured_on', 1, 'numerator', 'denominator', 'stocks'),
    (
        "'kpi_mql_to_sql_rate'", 'cast(mql_at as date)', 0,
        'case when ' ~ sql_in_window ~ ' then 1 else 0 end', '1', 'qualified_people',
    ),
    (
        "'kpi_organic_pipeline_share'", 'converted_on', 0,
        'cast(organic_credit as numeric(20, 0)) * 0.01', 'cast(amount as numeric(20, 0)) * 0.01', 'add_organic_credit',
    ),
] %}

with deals as (
    select * from {{ ref('kpi_deals') }}
),

qualified_people as (
    select * from {{ ref('int_lead_milestones') }}
    where mql_at is not null
),

qualified_deals as (
    select * from {{ ref('int_conversions') }}
    where conversion_type = 'opportunity_qualified' and outcome = 'converted' and amount is not null
),

credits as (
    select * from {{ ref('int_touch_credits') }}
    where conversion_type = 'opportunity_qualified' and channel in ({{ quoted_list(var('organic_channels')) }})
),

stocks as (
    select * from {{ ref('int_stock_parts') }}
),

sum_organic_credits as (
    select
        conversion_id,
        sum({{ var('official_attribution_model') }}_credit) as organic_credit
    from credits
    group by conversion_id
),

-- The share is of one channel: it is not sliced by channel.
add_organic_credit as (
    select
        qualified_deals.*,
        'All' as channel,
        coalesce(sum_organic_credits.organic_credit, 0) as organic_credit
    from qualified_deals
    left join sum_organic_credits
        on qualified_deals.conversion_id = sum_organic_credits.conversion_id
),

stack_parts as (
    {% for kpi, event_on, is_stock, numerator, denominator, relation in parts %}
        select
            {{ kpi }} as kpi,
            {{ event_on }} as event_on,
            segment,
            industry,
            seller,
            channel,
            {{ is_stock }} as is_stock,
            {{ numerator }} as numerator,
            {{ denominator }} as denominator
        from {{ relation }}
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

sum_parts as (
    select
        cast(kpi as {{ dbt.type_string() }}) as kpi,
        event_on,
        segment,
        industry,
        seller,
        channel,
        max(is_stock) = 1 as is_stock,
        cast(sum(numerator) as numeric(38, 6)) as numerator,
        cast(sum(denominator) as numeric(38, 6)) as denominator
    from stack_parts
    group by kpi, event_on, segment, industry, seller, channel
)

select * from sum_parts
