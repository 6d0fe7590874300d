{# Lists, weighs and counts the targets again, month by month, from the accepted rows and the touches: without the
   models of listings, target periods and engagement, and without slicing. #}
{{ config(store_failures=true, enabled='month' in var('period_grains')) }}

with target_accounts as (
    select * from {{ ref('int_planning_target_accounts_accepted') }}
),

accepted_accounts as (
    select * from {{ ref('int_crm_accounts_accepted') }}
),

account_identities as (
    select * from {{ ref('int_account_identities') }}
),

accounts as (
    select * from {{ ref('int_accounts') }}
),

free_mail_domains as (
    select * from {{ ref('free_mail_domains') }}
),

internal_domains as (
    select * from {{ ref('internal_domains') }}
),

subscription_amounts as (
    select * from {{ ref('int_subscription_amounts') }}
),

touches as (
    select * from {{ ref('int_touches') }}
),

engagement_weights as (
    select * from {{ ref('engagement_weights') }}
),

months as (
    select * from {{ ref('int_period_days') }}
),

abm_qualification_rate as (
    select * from {{ ref('kpi_abm_qualification_rate') }}
),

public_domains as (
    select domain from free_mail_domains
    union all
    select domain from internal_domains
),

company_domains as (
    select
        accepted_accounts.domain,
        min(account_identities.surviving_account_id) as account_id
    from accepted_accounts
    inner join account_identities
        on accepted_accounts.account_id = account_identities.account_id
    left join public_domains
        on accepted_accounts.domain = public_domains.domain
    where public_domains.domain is null
    group by accepted_accounts.domain
),

name_parents as (
    select
        target_accounts.listed_on,
        coalesce(target_accounts.delisted_on, cast('9999-12-31' as date)) as delisted_on,
        coalesce(by_id.parent_account_id, by_domain.parent_account_id) as parent_account_id,
        coalesce(
            by_id.parent_account_id, by_domain.parent_account_id, target_accounts.domain, target_accounts.account_id
        ) as target_name
    from target_accounts
    left join account_identities
        on target_accounts.account_id = account_identities.account_id
    left join accounts as by_id
        on account_identities.surviving_account_id = by_id.account_id
    left join company_domains
        on target_accounts.domain = company_domains.domain
    left join accounts as by_domain
        on company_domains.account_id = by_domain.account_id
    where target_accounts.exclusion_reason is null
),

list_targets as (
    select
        months.period_start,
        months.measured_on,
        name_parents.target_name,
        max(name_parents.parent_account_id) as parent_account_id,
        max(case when accounts.is_icp then 1 else 0 end) as is_icp
    from months
    cross join name_parents
    left join accounts
        on name_parents.parent_account_id = accounts.account_id
    where
        months.period_grain = 'month'
        and months.calendar_day = months.period_start
        and months.period_start <= months.as_of_on
        and name_parents.listed_on <= months.period_start
        and name_parents.delisted_on > months.period_start
        and coalesce(accounts.is_competitor, false) = false
    group by months.period_start, months.measured_on, name_parents.target_name
),

sum_revenue as (
    select
        list_targets.period_start,
        list_targets.target_name,
        sum(subscription_amounts.reporting_monthly_amount) as monthly_revenue
    from list_targets
    inner join subscription_amounts
        on list_targets.parent_account_id = subscription_amounts.parent_account_id
    where
        subscription_amounts.started_on <= list_targets.period_start
        and coalesce(subscription_amounts.ended_on, cast('9999-12-31' as date)) > list_targets.period_start
    group by list_targets.period_start, list_targets.target_name
),

sum_touches as (
    select
        list_targets.period_start,
        list_targets.target_name,
        count(distinct touches.person_id) as people,
        sum(cast(engagement_weights.points as integer)) as points
    from list_targets
    inner join accounts
        on list_targets.parent_account_id = accounts.parent_account_id
    inner join touches
        on accounts.account_id = touches.account_id
    left join engagement_weights
        on touches.touch_type = engagement_weights.touch_type
    where
        cast({{ dbt.datediff('cast(touches.touched_at as date)', 'list_targets.measured_on', 'day') }} as integer) -- noqa: LT05
        between 0 and {{ var('abm_engagement_days') - 1 }}
    group by list_targets.period_start, list_targets.target_name
),

recount as (
    select
        list_targets.period_start,
        count(*) as denominator,
        sum(case
            when
                list_targets.is_icp = 1
                and sum_touches.people >= {{ var('abm_engagement_people') }}
                and sum_touches.points >= {{ var('abm_engagement_points') }}
                then 1
            else 0
        end) as numerator
    from list_targets
    left join sum_revenue
        on
            list_targets.period_start = sum_revenue.period_start
            and list_targets.target_name = sum_revenue.target_name
    left join sum_touches
        on
            list_targets.period_start = sum_touches.period_start
            and list_targets.target_name = sum_touches.target_name
    where coalesce(sum_revenue.monthly_revenue, 0) <= 0
    group by list_targets.period_start
),

monthly_rates as (
    select *
    from abm_qualification_rate
    where period_grain = 'month' and slice = 'total'
),

name_problems as (
    select
        concat(
            'kpi_abm_qualification_rate, month of ',
            cast(coalesce(monthly_rates.period_start, recount.period_start) as {{ dbt.type_string() }}), ': ',
            coalesce(cast(monthly_rates.numerator as {{ dbt.type_string() }}), 'no row'), ' / ',
            coalesce(cast(monthly_rates.denominator as {{ dbt.type_string() }}), 'no row'), ', but a recount gives ',
            cast(coalesce(recount.numerator, 0) as {{ dbt.type_string() }}), ' / ',
            cast(coalesce(recount.denominator, 0) as {{ dbt.type_string() }}), '.'
        ) as problem
    from monthly_rates
    full outer join recount
        on monthly_rates.period_start = recount.period_start
    where
        coalesce(monthly_rates.value_status, '') <> 'no_source'
        and (
            coalesce(monthly_rates.numerator, -1) <> coalesce(recount.numerator, 0)
            or coalesce(monthly_rates.denominator, -1) <> coalesce(recount.denominator, 0)
        )
)

select * from name_problems
