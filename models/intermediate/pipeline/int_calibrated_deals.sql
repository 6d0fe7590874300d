with periods as (
    select * from {{ ref('int_coverage_periods') }}
    where period_grain in ('month', 'quarter')
),

states as (
    select * from {{ ref('int_opportunity_states') }}
),

probabilities as (
    select * from {{ ref('int_stage_probabilities') }}
),

exchange_rates as (
    select * from {{ ref('int_exchange_rates') }}
),

stages as (
    select * from {{ ref('opportunity_stages') }}
),

outcome_stages as (
    select stage_label
    from stages
    where is_won = 'true' or is_lost = 'true'
    group by stage_label
),

-- A close date that is past says nothing about the day of the close, nor an outcome to come about what is known today.
find_due_deals as (
    select
        periods.period_grain,
        periods.period_start,
        periods.measured_on,
        states.opportunity_id,
        states.segment,
        states.seller,
        states.stage_label,
        cast({{ in_reporting_currency('states.amount', 'states.currency', 'exchange_rates') }} as numeric(22, 6))
            as reporting_amount
    from periods
    inner join states
        on
            periods.measured_on between states.valid_from and states.valid_to
            and states.close_date between greatest(periods.period_start, periods.measured_on) and periods.period_end
    left join outcome_stages
        on states.stage_label = outcome_stages.stage_label
    left join exchange_rates
        on states.currency = exchange_rates.currency and periods.measured_on = exchange_rates.rate_on
    where
        states.is_open
        and outcome_stages.stage_label is null
        and states.amount > 0
        and states.opportunity_type in ({{ quoted_list(var('kpi_opportunity_types')) }})
),

-- A segment that never came so far has the probability of its stage, and a stage that nobody saw that of all deals.
look_up_probabilities as (
    select
        find_due_deals.*,
        coalesce(of_segment.open_probability, of_stage.open_probability, of_all.open_probability) as open_probability
    from find_due_deals
    left join probabilities as of_segment
        on
            find_due_deals.measured_on = of_segment.known_on
            and find_due_deals.stage_label = of_segment.stage_label
            and find_due_deals.segment = of_segment.segment
    left join probabilities as of_stage
        on
            find_due_deals.measured_on = of_stage.known_on
            and find_due_deals.stage_label = of_stage.stage_label
            and of_stage.segment = 'All'
    left join probabilities as of_all
        on
            find_due_deals.measured_on = of_all.known_on
            and of_all.stage_label = 'All'
),

weigh_deals as (
    select
        period_grain,
        period_start,
        measured_on,
        opportunity_id,
        segment,
        seller,
        stage_label,
        open_probability,
        cast(reporting_amount as numeric(28, 6)) as reporting_amount,
        cast(reporting_amount * open_probability as numeric(28, 6)) as expected_amount,
        cast(
            cast(reporting_amount as numeric(20, 2))
            * cast(sqrt(open_probability * (1 - open_probability)) as numeric(12, 9)) as numeric(18, 2)
        ) as expected_deviation
    from look_up_probabilities
)

select * from weigh_deals
