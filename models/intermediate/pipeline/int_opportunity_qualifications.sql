with opportunities as (
    select * from {{ ref('int_opportunities') }}
),

changes as (
    select * from {{ ref('int_opportunity_changes') }}
),

exchange_rates as (
    select * from {{ ref('int_exchange_rates') }}
),

start_deals as (
    select
        *,
        coalesce(created_at, engaged_at) as started_at
    from opportunities
    where opportunity_type in ({{ quoted_list(var('kpi_opportunity_types')) }})
),

qualify_deals as (
    select
        *,
        case
            when first_qualified_at is not null
                then greatest(first_qualified_at, coalesce(started_at, first_qualified_at))
            when is_qualified or is_won or (is_lost and not has_history) then started_at
        end as qualified_at
    from start_deals
),

date_qualifications as (
    select
        *,
        cast(qualified_at as date) as qualified_on
    from qualify_deals
    where cast(qualified_at as date) <= as_of_on
),

find_state_of_the_day as (
    select
        date_qualifications.opportunity_id,
        max(case
            when cast(changes.changed_at as date) <= date_qualifications.qualified_on then changes.change_number
        end) as change_number,
        max(case when changes.amount is not null then 1 else 0 end) = 1 as has_amounts
    from date_qualifications
    inner join changes
        on date_qualifications.opportunity_id = changes.opportunity_id
    where not changes.is_after_as_of
    group by date_qualifications.opportunity_id
),

take_state_of_the_day as (
    select
        date_qualifications.opportunity_id,
        date_qualifications.opportunity_type,
        date_qualifications.account_id,
        coalesce(changes.owner_id, date_qualifications.owner_id) as owner_id,
        date_qualifications.qualified_at,
        date_qualifications.qualified_on,
        date_qualifications.currency,
        case
            when find_state_of_the_day.has_amounts and changes.opportunity_id is not null then changes.amount
            else date_qualifications.amount
        end as amount
    from date_qualifications
    left join find_state_of_the_day
        on date_qualifications.opportunity_id = find_state_of_the_day.opportunity_id
    left join changes
        on
            find_state_of_the_day.opportunity_id = changes.opportunity_id
            and find_state_of_the_day.change_number = changes.change_number
),

convert_amounts as (
    select
        take_state_of_the_day.*,
        {{ in_reporting_currency('take_state_of_the_day.amount', 'take_state_of_the_day.currency', 'exchange_rates') }}
            as reporting_amount
    from take_state_of_the_day
    left join exchange_rates
        on
            take_state_of_the_day.currency = exchange_rates.currency
            and take_state_of_the_day.qualified_on = exchange_rates.rate_on
)

select * from convert_amounts
