{% set of_a_deal = 'partition by opportunity_id, period_grain, period_start order by valid_from' %}

with positions as (
    select * from {{ ref('int_pipeline_positions') }}
),

pipeline_periods as (
    select * from {{ ref('int_pipeline_periods') }}
),

-- A deal that ended before the period, and stayed so, moves nothing in it.
place_positions as (
    select
        positions.*,
        pipeline_periods.period_grain,
        pipeline_periods.period_start,
        pipeline_periods.period_end,
        pipeline_periods.measured_on,
        positions.is_pipeline
        and positions.close_date between pipeline_periods.period_start and pipeline_periods.period_end as is_inside,
        {{ in_reporting_currency('positions.amount', 'positions.currency', 'pipeline_periods') }} as reporting_amount
    from positions
    inner join pipeline_periods
        on
            positions.currency = pipeline_periods.currency
            and positions.valid_from <= pipeline_periods.measured_on
            and positions.valid_to >= pipeline_periods.eve_on
    where
        positions.is_open
        or positions.valid_from >= pipeline_periods.period_start
        or positions.valid_to < pipeline_periods.measured_on
),

look_back as (
    select
        *,
        valid_from >= period_start as is_change,
        coalesce(lag(is_inside) over ({{ of_a_deal }}), false) as was_inside,
        coalesce(lag(is_pipeline) over ({{ of_a_deal }}), false) as was_pipeline,
        coalesce(lag(is_open) over ({{ of_a_deal }}), true) as was_open,
        lag(reporting_amount) over ({{ of_a_deal }}) as amount_before,
        lag(stage_order) over ({{ of_a_deal }}) as stage_order_before,
        lag(seller) over ({{ of_a_deal }}) as seller_before,
        first_value(seller) over (
            partition by opportunity_id, period_grain, period_start order by valid_from desc
        ) as closing_seller
    from place_positions
),

-- A deal that is won without ever having been inside came in and went out on one day.
describe_steps as (
    select
        *,
        is_change and not was_inside and (is_inside or (is_won and reporting_amount is not null)) as comes_in,
        is_change and was_inside and not is_inside as goes_out,
        case
            when is_change and was_inside and (is_inside or is_won) then coalesce(reporting_amount - amount_before, 0)
            else 0
        end as amount_change
    from look_back
),

name_movements as (
    select
        opportunity_id,
        period_grain,
        period_start,
        valid_from as moved_on,
        period_end,
        measured_on,
        segment,
        closing_seller as seller,
        case when is_inside and not is_change then reporting_amount else 0 end as opening,
        case when comes_in and was_open and not was_pipeline then reporting_amount else 0 end as created,
        case when comes_in and not was_open then reporting_amount else 0 end as reopened,
        case when comes_in and was_open and was_pipeline then reporting_amount else 0 end as pulled_in,
        greatest(amount_change, 0) as amount_up,
        greatest(-1 * amount_change, 0) as amount_down,
        case when goes_out and is_open and is_pipeline then amount_before else 0 end as pushed_out,
        case when goes_out and is_open and not is_pipeline then amount_before else 0 end as withdrawn,
        case
            when is_won and (comes_in or goes_out) then coalesce(reporting_amount, amount_before)
            else 0
        end as won,
        case when goes_out and is_lost then amount_before else 0 end as lost,
        case when is_inside and valid_to >= measured_on then reporting_amount else 0 end as closing,
        case when is_change and is_open and was_open and stage_order < stage_order_before then 1 else 0 end
            as stage_regressions,
        case when is_change and is_open and not was_open then 1 else 0 end as reopened_deals,
        case when is_change and seller <> seller_before then 1 else 0 end as owner_changes
    from describe_steps
)

select * from name_movements
