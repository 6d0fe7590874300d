{% set new_business = 'opportunity_type in (' ~ quoted_list(var('kpi_opportunity_types')) ~ ')' %}
{% set measures = [
    {
        'kpi': 'kpi_win_rate',
        'numerator': 'case when is_won then 1 else 0 end',
        'counted': 'was_engaged and ' ~ new_business,
    },
    {
        'kpi': 'kpi_sales_cycle_days',
        'numerator': 'cycle_days',
        'counted': 'is_won and cycle_days is not null and ' ~ new_business,
    },
    {
        'kpi': 'kpi_average_selling_price',
        'numerator': 'reporting_amount',
        'counted': 'is_won and reporting_amount > 0 and ' ~ new_business,
    },
    {
        'kpi': 'kpi_average_contract_value',
        'numerator': 'annual_contract_value',
        'counted': 'is_won and annual_contract_value is not null and opportunity_type in ('
        ~ quoted_list(var('contract_opportunity_types')) ~ ')',
    },
] %}

with closed_deals as (
    select * from {{ ref('int_opportunity_outcomes') }}
),

opportunities as (
    select * from {{ ref('int_opportunities') }}
),

changes as (
    select * from {{ ref('int_opportunity_changes') }}
),

number_open_stages as (
    select
        opportunity_id,
        stage_label,
        stage_order,
        row_number() over (
            partition by opportunity_id
            order by changed_at desc nulls last, change_number desc nulls last
        ) as stage_number
    from changes
    where not is_won and not is_lost and not is_after_as_of
),

keep_last_open_stage as (
    select * from number_open_stages
    where stage_number = 1
),

name_the_loss as (
    select
        closed_deals.*,
        case when not closed_deals.is_won then coalesce(last_stages.stage_label, 'Unknown') end as loss_stage,
        case when not closed_deals.is_won then last_stages.stage_order end as loss_stage_order,
        case
            when closed_deals.is_won then null
            when opportunities.loss_reason is null or opportunities.loss_reason like '%@%' then 'Unknown'
            else opportunities.loss_reason
        end as loss_reason
    from closed_deals
    inner join opportunities
        on closed_deals.opportunity_id = opportunities.opportunity_id
    left join keep_last_open_stage as last_stages
        on closed_deals.opportunity_id = last_stages.opportunity_id
),

measure_deals as (
    {% for measure in measures %}
        select
            cast('{{ measure.kpi }}' as {{ dbt.type_string() }}) as kpi,
            opportunity_id,
            closed_on,
            segment,
            industry,
            seller,
            channel,
            is_won,
            loss_stage,
            cast(loss_stage_order as integer) as loss_stage_order,
            loss_reason,
            cast(reporting_amount as numeric(28, 6)) as reporting_amount,
            cast({{ measure.numerator }} as numeric(38, 6)) as numerator,
            cast(1 as numeric(38, 6)) as denominator
        from name_the_loss
        where {{ measure.counted }}
        {{ 'union all' if not loop.last }}
    {% endfor %}
)

select * from measure_deals
