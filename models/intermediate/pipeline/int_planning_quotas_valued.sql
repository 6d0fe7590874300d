{% set currency = "coalesce(quotas.currency, '" ~ var('reporting_currency') ~ "')" %}

with quotas as (
    select * from {{ ref('int_planning_quotas_accepted') }}
),

as_of as (
    select * from {{ ref('int_as_of') }}
),

seller_segments as (
    select * from {{ ref('int_seller_segments') }}
),

segments as (
    select * from {{ ref('segments') }}
),

exchange_rates as (
    select * from {{ ref('int_exchange_rates') }}
),

place_quotas as (
    select
        quotas.*,
        quotas.period_start as calendar_day,
        cast({{ dbt.date_trunc('month', 'quotas.period_start') }} as date) as month_start,
        {{ fiscal_month('quotas.period_start') }} as fiscal_month,
        {{ currency }} as quota_currency,
        -- No rate is known of a period still to come: that of today stands in.
        least(quotas.period_start, as_of.as_of_on) as valued_on
    from quotas
    cross join as_of
),

value_quotas as (
    select
        place_quotas.period_grain,
        place_quotas.period_start,
        {{ period_start('quarter') }} as quarter_start,
        {{ period_start('year') }} as year_start,
        place_quotas.owner_id,
        seller_segments.seller,
        case
            when place_quotas.segment is null then coalesce(seller_segments.only_segment, 'Unknown')
            else coalesce(segments.segment, {{ slice_member('place_quotas.segment') }})
        end as segment,
        place_quotas.segment as planned_segment,
        place_quotas.currency as planned_currency,
        place_quotas.quota_currency as currency,
        place_quotas.valued_on,
        place_quotas.period_start = case
            when place_quotas.period_grain = 'month' then place_quotas.month_start
            else {{ period_start('quarter') }}
        end as is_on_calendar,
        place_quotas.quota_amount,
        {{ in_reporting_currency('place_quotas.quota_amount', 'place_quotas.quota_currency', 'exchange_rates') }}
            as reporting_amount
    from place_quotas
    inner join seller_segments
        on place_quotas.owner_id = seller_segments.owner_id
    left join segments
        on lower(place_quotas.segment) = segments.segment_name
    left join exchange_rates
        on
            place_quotas.quota_currency = exchange_rates.currency
            and place_quotas.valued_on = exchange_rates.rate_on
)

select * from value_quotas
