with channel_credits as (
    select * from {{ ref('int_channel_credits') }}
),

period_days as (
    select * from {{ ref('int_period_days') }}
),

sum_models as (
    select
        period_days.period_grain,
        period_days.period_start,
        period_days.period_end,
        channel_credits.conversion_type,
        channel_credits.channel,
        channel_credits.model,
        sum(channel_credits.conversions) as conversions
    from channel_credits
    inner join period_days
        on channel_credits.converted_on = period_days.calendar_day
    group by
        period_days.period_grain,
        period_days.period_start,
        period_days.period_end,
        channel_credits.conversion_type,
        channel_credits.channel,
        channel_credits.model
),

share_conversions as (
    select
        *,
        cast(1e0 * conversions / sum(conversions) over (
            partition by period_grain, period_start, conversion_type, model
        ) as numeric(13, 9)) as conversion_share
    from sum_models
),

rank_models as (
    select
        *,
        row_number() over (
            partition by period_grain, period_start, conversion_type, channel
            order by conversion_share asc, model asc
        ) as rank_from_below,
        row_number() over (
            partition by period_grain, period_start, conversion_type, channel
            order by conversion_share desc, model asc
        ) as rank_from_above
    from share_conversions
),

compare_models as (
    select
        cast(period_grain as {{ dbt.type_string() }}) as period_grain,
        period_start,
        period_end,
        cast(conversion_type as {{ dbt.type_string() }}) as conversion_type,
        cast(channel as {{ dbt.type_string() }}) as channel,
        cast(min(conversion_share) as numeric(13, 9)) as lowest_share,
        cast(max(case when rank_from_below = 1 then model end) as {{ dbt.type_string() }}) as lowest_model,
        cast(max(conversion_share) as numeric(13, 9)) as highest_share,
        cast(max(case when rank_from_above = 1 then model end) as {{ dbt.type_string() }}) as highest_model,
        cast(max(conversion_share) - min(conversion_share) as numeric(13, 9)) as share_range
    from rank_models
    group by period_grain, period_start, period_end, conversion_type, channel
)

select * from compare_models
