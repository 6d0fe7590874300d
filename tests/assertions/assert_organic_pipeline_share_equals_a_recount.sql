{# Credits Organic Search again, deal by deal, from the touches themselves: without sequence, journeys and allocation.
   Only the shipped official model and scope are as plain as this. #}
{{ config(store_failures=true, enabled=(
    'month' in var('period_grains') and var('official_attribution_model') == 'position_based'
    and var('direct_handling') == 'keep' and var('touch_scope') == 'account'
)) }}

with touches as (
    select * from {{ ref('int_touches') }}
),

qualifications as (
    select * from {{ ref('int_opportunity_qualifications') }}
),

account_identities as (
    select * from {{ ref('int_account_identities') }}
),

attribution_models as (
    select * from {{ ref('attribution_models') }}
),

organic_share as (
    select * from {{ ref('kpi_organic_pipeline_share') }}
),

read_weights as (
    select
        cast(w_first as integer) * 0.0001 as first_weight,
        cast(w_last as integer) * 0.0001 as last_weight,
        cast(w_other as integer) * 0.0001 as other_weight
    from attribution_models
    where model = 'position_based'
),

find_touches as (
    select
        qualifications.opportunity_id,
        qualifications.reporting_amount,
        touches.channel,
        row_number() over (
            partition by qualifications.opportunity_id
            order by touches.touched_at asc, touches.source_rank asc, touches.touch_key asc
        ) as place,
        count(*) over (partition by qualifications.opportunity_id) as touch_count
    from qualifications
    inner join account_identities
        on qualifications.account_id = account_identities.account_id
    inner join touches
        on
            account_identities.surviving_account_id = touches.account_id
            and qualifications.qualified_at >= touches.touched_at
            and (
                {{ var('lookback_days').opportunity_qualified }} = 0
                or touches.touched_at > {{ dbt.dateadd(
                    'day', -1 * var('lookback_days').opportunity_qualified, 'qualifications.qualified_at'
                ) }}
            )
),

credit_organic as (
    select
        find_touches.opportunity_id,
        sum(find_touches.reporting_amount * cast(case
            when find_touches.touch_count = 1 then 1
            when find_touches.touch_count = 2 and find_touches.place = 1
                then read_weights.first_weight / (read_weights.first_weight + read_weights.last_weight)
            when find_touches.touch_count = 2
                then read_weights.last_weight / (read_weights.first_weight + read_weights.last_weight)
            when find_touches.place = 1 then read_weights.first_weight
            when find_touches.place = find_touches.touch_count then read_weights.last_weight
            else read_weights.other_weight / (find_touches.touch_count - 2)
        end as numeric(28, 12))) as organic_amount
    from find_touches
    cross join read_weights
    where find_touches.channel in ({{ quoted_list(var('organic_channels')) }})
    group by find_touches.opportunity_id
),

recount as (
    select
        cast({{ dbt.date_trunc('month', 'qualifications.qualified_on') }} as date) as period_start,
        sum(coalesce(credit_organic.organic_amount, 0)) as numerator,
        sum(qualifications.reporting_amount) as denominator,
        count(*) as deals
    from qualifications
    left join credit_organic
        on qualifications.opportunity_id = credit_organic.opportunity_id
    where
        qualifications.reporting_amount is not null
        and qualifications.opportunity_type in ({{ quoted_list(var('kpi_opportunity_types')) }})
    group by cast({{ dbt.date_trunc('month', 'qualifications.qualified_on') }} as date)
),

name_problems as (
    select
        concat(
            'kpi_organic_pipeline_share, month of ', cast(organic_share.period_start as {{ dbt.type_string() }}), ': ',
            cast(organic_share.numerator as {{ dbt.type_string() }}), ' / ',
            cast(organic_share.denominator as {{ dbt.type_string() }}), ', but a recount gives ',
            coalesce(cast(recount.numerator as {{ dbt.type_string() }}), '0'), ' / ',
            coalesce(cast(recount.denominator as {{ dbt.type_string() }}), '0'), '.'
        ) as problem
    from organic_share
    left join recount
        on organic_share.period_start = recount.period_start
    where
        organic_share.period_grain = 'month'
        and organic_share.slice = 'total'
        and organic_share.value_status <> 'no_source'
        and (
            organic_share.sample_size <> coalesce(recount.deals, 0)
            or {{ differs('organic_share.numerator', 'recount.numerator', '0.01 * coalesce(recount.deals, 1)') }}
            or {{ differs('organic_share.denominator', 'recount.denominator', '0.01 * coalesce(recount.deals, 1)') }}
        )
)

select * from name_problems
