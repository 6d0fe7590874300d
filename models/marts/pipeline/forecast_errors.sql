{% set of_the_eve = {'due_pipeline': 'case when is_due then eve_amount else 0 end',
    'handed_over': 'case when is_due and eve_seller <> closing_seller then -1 * eve_amount else 0 end'} %}
{% set of_the_end = {
    'handed_over': 'case when is_due and eve_seller <> closing_seller then eve_amount else 0 end',
    'unforeseen_wins': 'case when is_won and not was_pipeline and has_history then closed_amount else 0 end',
    'unrecorded_wins': 'case when is_won and not has_history then closed_amount else 0 end',
    'early_wins': 'case when is_won and was_pipeline and not is_due then closed_amount else 0 end',
    'amount_changes': 'case when is_won and is_due then amount_at_eve_rate - eve_amount else 0 end',
    'currency_effect': 'case when is_won and is_due then closed_amount - amount_at_eve_rate else 0 end',
    'slipped': 'case when is_due and not is_won and not is_lost then eve_amount else 0 end',
    'lost_instead': 'case when is_due and is_lost then eve_amount else 0 end',
} %}
{% set amounts = ['forecast_amount', 'actual_amount', 'due_pipeline'] + of_the_end.keys() | list %}

with forecast_outcomes as (
    select * from {{ ref('int_forecast_outcomes') }}
),

deals as (
    select * from {{ ref('int_forecast_deals') }}
),

pipeline_periods as (
    select * from {{ ref('int_pipeline_periods') }}
),

slice_members as (
    select * from {{ ref('int_slice_members') }}
),

stack_amounts as (
    select
        period_grain,
        period_start,
        seller,
        {% for column in amounts %}
            {{ column if column in ['forecast_amount', 'actual_amount'] else 0 }} as {{ column }},
        {% endfor %}
        segment
    from forecast_outcomes
    {% for seller, parts in [('eve_seller', of_the_eve), ('closing_seller', of_the_end)] %}
        union all
        select
            period_grain,
            period_start,
            {{ seller }} as seller,
            {% for column in amounts %}
                {{ parts.get(column, 0) }} as {{ column }},
            {% endfor %}
            segment
        from deals
        where {{ seller }} is not null
    {% endfor %}
),

explained_periods as (
    select
        forecast_outcomes.period_grain,
        forecast_outcomes.period_start,
        pipeline_periods.period_end,
        forecast_outcomes.seller
    from forecast_outcomes
    inner join pipeline_periods
        on
            forecast_outcomes.period_grain = pipeline_periods.period_grain
            and forecast_outcomes.period_start = pipeline_periods.period_start
    where
        forecast_outcomes.period_grain in ('month', 'quarter')
        and pipeline_periods.period_end = pipeline_periods.measured_on
    group by
        forecast_outcomes.period_grain, forecast_outcomes.period_start, pipeline_periods.period_end,
        forecast_outcomes.seller
),

keep_sellers_with_forecast as (
    select
        stack_amounts.*,
        explained_periods.period_end
    from stack_amounts
    inner join explained_periods
        on
            stack_amounts.period_grain = explained_periods.period_grain
            and stack_amounts.period_start = explained_periods.period_start
            and stack_amounts.seller = explained_periods.seller
),

name_members as (
    {{ name_members('keep_sellers_with_forecast', ['segment', 'seller']) }}
),

sum_per_slice as (
    select
        period_grain,
        period_start,
        period_end,
        {% for column in amounts %}
            sum({{ column }}) as {{ column }},
        {% endfor %}
        {{ member_or_all('segment', ['segment', 'seller']) }} as segment,
        {{ member_or_all('seller', ['segment', 'seller']) }} as seller
    from name_members
    group by grouping sets ({{ slice_sets('period_grain, period_start, period_end', ['segment', 'seller']) }})
),

publish_errors as (
    select
        cast(period_grain as {{ dbt.type_string() }}) as period_grain,
        period_start,
        period_end,
        cast(segment as {{ dbt.type_string() }}) as segment,
        cast(seller as {{ dbt.type_string() }}) as seller,
        {% for column in amounts %}
            cast({{ column }} as numeric(38, 6)) as {{ column }},
        {% endfor %}
        cast(forecast_amount - due_pipeline as numeric(38, 6)) as judgement,
        cast(actual_amount - forecast_amount as numeric(38, 6)) as forecast_error
    from sum_per_slice
)

select * from publish_errors
