{{ config(enabled=is_chosen("stripe")) }}

with

subscription_history as (
    select * from {{ source('stripe', 'subscription_history') }}
),

subscriptions as (
    select * from {{ source('stripe', 'subscription') }}
),

-- Loaders keep either the versions of a subscription or its newest state.
stack_versions as (
    {% for table in ['subscription_history', 'subscriptions'] %}
        select
            id as subscription_id,
            {{ loop.index }} as evidence_order,
            customer_id,
            lower(status) as status,
            {% for column in [
                'created', 'start_date', 'trial_start', 'trial_end', 'ended_at', 'cancel_at', 'canceled_at',
                'current_period_end',
            ] %}
                nullif(substring(trim({{ column }}), 1, 10), '') as {{ column }}_on,
            {% endfor %}
            {{ any_true(['cancel_at_period_end']) }} as cancels_at_period_end,
            metadata,
            _fivetran_start,
            _fivetran_synced
        from {{ table }}
        where coalesce({{ as_boolean('_fivetran_active') }}, true)
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

rank_versions as (
    select
        *,
        row_number() over (
            partition by subscription_id
            order by
                _fivetran_synced desc nulls last, evidence_order asc, _fivetran_start desc nulls last, status asc
        ) as version_rank
    from stack_versions
),

find_starts as (
    select
        *,
        coalesce(start_date_on, created_on) as first_on
    from rank_versions
    where version_rank = 1
),

-- Nothing is paid in the trial that a subscription begins with. What was never paid ends where it starts: it never
-- lived.
date_versions as (
    select
        subscription_id,
        customer_id,
        metadata,
        created_on as subscription_created_on,
        case
            when trial_end_on > first_on and coalesce(trial_start_on, first_on) <= first_on then trial_end_on
            else first_on
        end as paid_from,
        case
            when status in ('incomplete', 'incomplete_expired') then first_on
            else coalesce(
                ended_at_on,
                cancel_at_on,
                case when cancels_at_period_end then current_period_end_on end,
                case when status = 'canceled' then canceled_at_on end
            )
        end as ended_on
    from find_starts
)

select * from date_versions
