{% set types = ['mql', 'sql', 'opportunity_qualified', 'closed_won'] %}

with channel_credits as (
    select * from {{ ref('int_channel_credits') }}
),

channel_spend as (
    select * from {{ ref('int_channel_spend') }}
),

list_models as (
    {% for type in types %}
        {% set is_last_type = loop.last %}
        {% for model in attribution_model_names() %}
            select
                '{{ type }}' as conversion_type,
                '{{ model }}' as model
            {{ 'union all' if not (loop.last and is_last_type) }}
        {% endfor %}
    {% endfor %}
),

-- Media is booked by channel and campaign: only the rows of all segments carry it.
stack_credits_and_spend as (
    select
        cast({{ dbt.date_trunc('month', 'converted_on') }} as date) as month_start,
        conversion_type,
        model,
        channel,
        campaign,
        'All' as segment,
        conversions,
        credit,
        cast(null as numeric(28, 2)) as spend
    from channel_credits
    union all
    select
        cast({{ dbt.date_trunc('month', 'converted_on') }} as date) as month_start,
        conversion_type,
        model,
        channel,
        campaign,
        segment,
        conversions,
        credit,
        cast(null as numeric(28, 2)) as spend
    from channel_credits
    union all
    select
        channel_spend.month_start,
        list_models.conversion_type,
        list_models.model,
        channel_spend.channel,
        channel_spend.campaign,
        'All' as segment,
        0 as conversions,
        case when list_models.conversion_type in ('opportunity_qualified', 'closed_won') then 0 end as credit,
        channel_spend.spend
    from channel_spend
    cross join list_models
),

sum_credits_and_spend as (
    select
        month_start,
        cast(conversion_type as {{ dbt.type_string() }}) as conversion_type,
        cast(model as {{ dbt.type_string() }}) as model,
        cast(channel as {{ dbt.type_string() }}) as channel,
        cast(campaign as {{ dbt.type_string() }}) as campaign,
        cast(segment as {{ dbt.type_string() }}) as segment,
        cast(sum(conversions) as numeric(28, 12)) as conversions,
        cast(cast(sum(credit) as numeric(26, 0)) * cast(0.01 as numeric(3, 2)) as numeric(28, 2)) as credited_amount,
        cast(sum(spend) as numeric(28, 2)) as spend
    from stack_credits_and_spend
    group by month_start, conversion_type, model, channel, campaign, segment
)

select * from sum_credits_and_spend
