{% set official_model = var('official_attribution_model') %}
{#- Each variant: the credit of organic channels, what it is a share of, and the deals that are known. -#}
{% set variants = [('by_count', official_model ~ '_weight', '1', 'true')] %}
{% for model in ['first_touch', 'last_touch'] if model in var('attribution_models') %}
    {% do variants.append((model, model ~ '_credit * 0.01', 'amount * 0.01', 'amount is not null')) %}
{% endfor %}

with conversions as (
    select * from {{ ref('int_conversions') }}
),

credits as (
    select * from {{ ref('int_touch_credits') }}
),

period_days as (
    select * from {{ ref('int_period_days') }}
),

credit_organic as (
    select
        {% for variant, credit, whole, kept in variants %}
            sum({{ credit }}) as {{ variant }}_part,
        {% endfor %}
        conversion_id
    from credits
    where
        conversion_type = 'opportunity_qualified'
        and channel in ({{ quoted_list(var('organic_channels')) }})
    group by conversion_id
),

describe_deals as (
    select
        conversions.converted_on,
        conversions.segment,
        conversions.amount,
        credit_organic.*
    from conversions
    left join credit_organic
        on conversions.conversion_id = credit_organic.conversion_id
    where
        conversions.conversion_type = 'opportunity_qualified'
        and conversions.outcome = 'converted'
),

-- Of two decimals DuckDB would keep the digits of one: shares of a deal would be cut to hundredths.
stack_variants as (
    {% for variant, credit, whole, kept in variants %}
        select
            'kpi_organic_pipeline_share' as kpi,
            '{{ variant }}' as variant,
            converted_on as event_on,
            segment,
            cast(coalesce({{ variant }}_part, 0) as numeric(28, 9)) as numerator,
            cast({{ whole }} as numeric(28, 9)) as denominator,
            1 as sample_size
        from describe_deals
        where {{ kept }}
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

add_up_variants as (
    {{ sum_variants('stack_variants') }}
)

select * from add_up_variants
