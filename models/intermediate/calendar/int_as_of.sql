{# The only model that reads a clock: a row later than the start of the run says nothing about today. #}
{% set run_started = run_started_at.strftime('%Y-%m-%d %H:%M:%S') %}
{% set dated_columns = [
    ('accounts', 'created_at'),
    ('contacts', 'created_at'),
    ('leads', 'created_at'),
    ('leads', 'mql_at'),
    ('leads', 'sql_at'),
    ('opportunities', 'created_at'),
    ('closed_deals', 'close_date'),
    ('opportunity_history', 'changed_at'),
    ('campaign_members', 'responded_at'),
    ('web_touches', 'occurred_at'),
    ('ads_spend', 'spend_date'),
    ('subscriptions', 'started_on'),
    ('forecasts', 'submitted_at'),
] %}

with accounts as (
    select * from {{ ref('int_crm_accounts_accepted') }}
),

contacts as (
    select * from {{ ref('int_crm_contacts_accepted') }}
),

leads as (
    select * from {{ ref('int_crm_leads_accepted') }}
),

opportunities as (
    select * from {{ ref('int_crm_opportunities_accepted') }}
),

stages as (
    select * from {{ ref('opportunity_stages') }}
),

opportunity_history as (
    select * from {{ ref('int_crm_opportunity_history_accepted') }}
),

campaign_members as (
    select * from {{ ref('int_crm_campaign_members_accepted') }}
),

web_touches as (
    select * from {{ ref('int_web_touches_accepted') }}
),

ads_spend as (
    select * from {{ ref('int_ads_spend_accepted') }}
),

subscriptions as (
    select * from {{ ref('int_finance_subscriptions_accepted') }}
),

forecasts as (
    select * from {{ ref('int_planning_forecasts_accepted') }}
),

closed_deals as (
    select opportunities.close_date
    from opportunities
    inner join stages
        on lower(opportunities.stage_name) = stages.stage_name
    where stages.is_won = 'true' or stages.is_lost = 'true'
),

latest_per_column as (
    {% for relation, column in dated_columns %}
        select cast(max({{ column }}) as date) as latest_on
        from {{ relation }}
        where {{ column }} <= cast('{{ run_started }}' as timestamp)
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

decide_as_of as (
    select
        coalesce(
            {% if var('as_of_date') %}
                cast('{{ var("as_of_date") }}' as date),
            {% endif %}
            max(latest_on),
            cast('{{ run_started }}' as date)
        ) as as_of_on,
        cast('{{ run_started }}' as timestamp) as run_started_at
    from latest_per_column
)

select * from decide_as_of
