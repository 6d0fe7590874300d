{% set of_type = 'opportunity_type in (' ~ quoted_list(var('kpi_opportunity_types')) ~ ')' %}
{% set is_sold = of_type ~ ' and was_engaged' %}
{#- Each variant: the day that places a deal, the deals, what is counted above and below, and how many stand behind. -#}
{% set variants = [
    ('by_value', 'closed_on', is_sold ~ ' and reporting_amount > 0', 'won_amount', 'reporting_amount', '1'),
    ('with_open_deals', 'due_on', of_type, 'won_deals', '1', '1'),
    ('by_creation_cohort', 'created_on', is_sold, 'won_deals', '1', '1'),
    ('by_creation_cohort_all', 'created_on', of_type, 'won_deals', '1', '1'),
    ('won_over_created', 'closed_on', of_type, 'won_deals', '0', '0'),
    ('won_over_created', 'created_on', of_type, '0', '1', '1'),
    ('all_types', 'closed_on', 'was_engaged', 'won_deals', '1', '1'),
    ('never_engaged_included', 'closed_on', of_type, 'won_deals', '1', '1'),
] %}

with opportunities as (
    select * from {{ ref('int_opportunities') }}
),

outcomes as (
    select * from {{ ref('int_opportunity_outcomes') }}
),

account_identities as (
    select * from {{ ref('int_account_identities') }}
),

accounts as (
    select * from {{ ref('int_accounts') }}
),

period_days as (
    select * from {{ ref('int_period_days') }}
),

describe_deals as (
    select
        opportunities.opportunity_type,
        coalesce(accounts.segment, 'Unknown') as segment,
        cast(opportunities.created_at as date) as created_on,
        outcomes.closed_on,
        coalesce(outcomes.closed_on, opportunities.close_date) as due_on,
        coalesce(outcomes.was_engaged, false) as was_engaged,
        case when outcomes.is_won then 1 else 0 end as won_deals,
        outcomes.reporting_amount,
        case when outcomes.is_won then outcomes.reporting_amount else 0 end as won_amount
    from opportunities
    left join outcomes
        on opportunities.opportunity_id = outcomes.opportunity_id
    left join account_identities
        on opportunities.account_id = account_identities.account_id
    left join accounts
        on account_identities.surviving_account_id = accounts.account_id
),

stack_variants as (
    {% for variant, placed_on, kept, numerator, denominator, units in variants %}
        select
            'kpi_win_rate' as kpi,
            '{{ variant }}' as variant,
            {{ placed_on }} as event_on,
            segment,
            {{ numerator }} as numerator,
            {{ denominator }} as denominator,
            {{ units }} as sample_size
        from describe_deals
        where {{ kept }}
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

add_up_variants as (
    {{ sum_variants('stack_variants') }}
)

select * from add_up_variants
