{% set state = {'stage_label': 'stages.stage_label', 'stage_order': 'cast(stages.stage_order as integer)'} %}
{# Of today these tell how the deal ended: they say nothing about a day before. #}
{% for column in ['close_date', 'forecast_category', 'probability'] %}
    {% do state.update({column: 'keep_live_deals.' ~ column}) %}
{% endfor %}
{% for flag in ['is_engaged', 'is_qualified', 'is_won', 'is_lost'] %}
    {% do state.update({flag: 'stages.' ~ flag ~ " = 'true'"}) %}
{% endfor %}

with opportunities as (
    select * from {{ ref('int_crm_opportunities_accepted') }}
),

identities as (
    select * from {{ ref('int_opportunity_identities') }}
),

milestones as (
    select * from {{ ref('int_opportunity_milestones') }}
),

stages as (
    select * from {{ ref('opportunity_stages') }}
),

opportunity_types as (
    select * from {{ ref('opportunity_types') }}
),

test_patterns as (
    select * from {{ ref('test_patterns') }}
),

as_of as (
    select * from {{ ref('int_as_of') }}
),

find_test_deals as (
    select opportunities.opportunity_id
    from opportunities
    inner join test_patterns on {{ matches_pattern('lower(opportunities.opportunity_name)', 'test_patterns.pattern') }}
    where test_patterns.applies_to = 'opportunity_name'
    group by opportunities.opportunity_id
),

keep_live_deals as (
    select
        opportunities.*,
        as_of.as_of_on
    from opportunities
    inner join identities
        on opportunities.opportunity_id = identities.opportunity_id
    cross join as_of
    left join find_test_deals
        on opportunities.opportunity_id = find_test_deals.opportunity_id
    where
        not coalesce(opportunities.is_deleted, false)
        and not coalesce(opportunities.is_test, false)
        and find_test_deals.opportunity_id is null
        and identities.surviving_opportunity_id = identities.opportunity_id
        and (opportunities.created_at is null or cast(opportunities.created_at as date) <= as_of.as_of_on)
),

state_deals as (
    select
        keep_live_deals.opportunity_id,
        keep_live_deals.account_id,
        keep_live_deals.opportunity_name,
        coalesce(
            opportunity_types.opportunity_type,
            replace(lower(keep_live_deals.opportunity_type), ' ', '_'),
            '{{ var("default_opportunity_type") }}'
        ) as opportunity_type,
        keep_live_deals.recurring_amount,
        keep_live_deals.term_months,
        coalesce(keep_live_deals.currency, '{{ var("reporting_currency") }}') as currency,
        keep_live_deals.lead_source,
        keep_live_deals.loss_reason,
        keep_live_deals.created_at,
        case when not coalesce(milestones.is_state_from_history, false) then keep_live_deals.closed_at end as closed_at,
        case
            when cast(keep_live_deals.engaged_at as date) <= keep_live_deals.as_of_on then keep_live_deals.engaged_at
        end as engaged_at,
        keep_live_deals.as_of_on,
        milestones.first_engaged_at,
        milestones.first_qualified_at,
        milestones.last_won_at,
        milestones.last_lost_at,
        {% for column, current_value in state.items() %}
            case when milestones.is_state_from_history then milestones.{{ column }} else {{ current_value }} end
                as {{ column }},
        {% endfor %}
        {% for column in ['amount', 'owner_id'] %}
            coalesce(
                case when milestones.is_state_from_history then milestones.{{ column }} end,
                keep_live_deals.{{ column }}
            ) as {{ column }},
        {% endfor %}
        milestones.opportunity_id is not null as has_history
    from keep_live_deals
    left join milestones
        on keep_live_deals.opportunity_id = milestones.opportunity_id
    left join stages
        on lower(keep_live_deals.stage_name) = stages.stage_name
    left join opportunity_types
        on lower(keep_live_deals.opportunity_type) = opportunity_types.type_name
),

date_deals as (
    select
        *,
        case
            when is_won then coalesce(close_date, cast(closed_at as date), cast(last_won_at as date))
            when is_lost then coalesce(close_date, cast(closed_at as date), cast(last_lost_at as date))
        end as closed_on
    from state_deals
)

select * from date_deals
