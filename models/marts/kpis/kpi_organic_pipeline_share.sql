{% set official_credit = 'credits.' ~ var('official_attribution_model') ~ '_credit' %}

with conversions as (
    select * from {{ ref('int_conversions') }}
),

credits as (
    select * from {{ ref('int_touch_credits') }}
),

slice_members as (
    select * from {{ ref('int_slice_members') }}
),

period_days as (
    select * from {{ ref('int_period_days') }}
),

source_state as (
    select
        max(case when source_table = 'crm_opportunities' and raw_rows > 0 then 1 else 0 end) = 1
        and max(case when source_table <> 'crm_opportunities' and raw_rows > 0 then 1 else 0 end) = 1
            as has_source
    from {{ ref('int_row_counts') }}
    where source_table in ('crm_opportunities', 'web_touches', 'crm_campaign_members')
),

credit_organic as (
    select
        credits.conversion_id,
        sum({{ official_credit }}) as organic_credit
    from credits
    where
        credits.conversion_type = 'opportunity_qualified'
        and credits.channel in ({{ quoted_list(var('organic_channels')) }})
    group by credits.conversion_id
),

-- Credits are whole minor units, so the channels of a deal add up to its amount.
share_pipeline as (
    select
        conversions.converted_on as event_on,
        conversions.segment,
        conversions.industry,
        conversions.seller,
        cast(coalesce(credit_organic.organic_credit, 0) as numeric(20, 0)) * 0.01 as numerator,
        cast(conversions.amount as numeric(20, 0)) * 0.01 as denominator,
        cast(conversions.amount * 0.01 as numeric(20, 2)) * cast(conversions.amount * 0.01 as numeric(20, 2))
            as sum_of_squares,
        1 as sample_size
    from conversions
    left join credit_organic
        on conversions.conversion_id = credit_organic.conversion_id
    where
        conversions.conversion_type = 'opportunity_qualified'
        and conversions.outcome = 'converted'
        and conversions.amount is not null
),

sum_per_slice as (
    {{ slice_leaves('share_pipeline', ['segment', 'industry', 'seller']) }}
),

{{ complete_periods('sum_per_slice') }},

describe_slices as (
    select
        {{ kpi_columns('kpi_organic_pipeline_share') }}
    from complete_slices
)

select * from describe_slices
