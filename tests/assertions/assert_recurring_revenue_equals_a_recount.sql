{# Sums the live subscriptions of each period's last day, and of the day a year before, straight from the accepted rows:
   without the days and rows of accounts, the movements and the slicing. #}
{{ config(store_failures=true) }}

{% set eleven_months_before = dbt.dateadd('month', -11, 'measured_on') %}
{% set far_away = "cast('9999-12-31' as date)" %}

with subscriptions as (
    select * from {{ ref('int_finance_subscriptions_accepted') }}
),

account_identities as (
    select * from {{ ref('int_account_identities') }}
),

accounts as (
    select * from {{ ref('int_accounts') }}
),

constant_rates as (
    select * from {{ ref('int_constant_rates') }}
),

period_days as (
    select * from {{ ref('int_period_days') }}
),

periods as (
    select
        period_grain,
        period_start,
        measured_on,
        case
            when extract(month from measured_on) <> extract(month from {{ dbt.dateadd('day', 1, 'measured_on') }})
                then cast({{ dbt.dateadd('day', -1, dbt.date_trunc('month', eleven_months_before)) }} as date)
            else cast({{ dbt.dateadd('month', -12, 'measured_on') }} as date)
        end as year_before_on
    from period_days
    where calendar_day = period_start and period_start <= as_of_on
),

price_subscriptions as (
    select
        coalesce(accounts.parent_account_id, subscriptions.account_id) as customer_id,
        subscriptions.started_on,
        coalesce(subscriptions.ended_on, {{ far_away }}) as ended_on,
        case
            when coalesce(subscriptions.currency, '{{ var("reporting_currency") }}') = '{{ var("reporting_currency") }}'
                then subscriptions.monthly_amount
            when constant_rates.is_inverse then subscriptions.monthly_amount / constant_rates.rate
            else subscriptions.monthly_amount * constant_rates.rate
        end as monthly_amount
    from subscriptions
    left join account_identities
        on subscriptions.account_id = account_identities.account_id
    left join accounts
        on account_identities.surviving_account_id = accounts.account_id
    left join constant_rates
        on subscriptions.currency = constant_rates.currency
),

sum_then_and_now as (
    select
        periods.period_grain,
        periods.period_start,
        price_subscriptions.customer_id,
        sum(case
            when
                periods.measured_on >= price_subscriptions.started_on
                and periods.measured_on < price_subscriptions.ended_on
                then price_subscriptions.monthly_amount
            else 0
        end) as amount_now,
        sum(case
            when
                periods.year_before_on >= price_subscriptions.started_on
                and periods.year_before_on < price_subscriptions.ended_on
                then price_subscriptions.monthly_amount
            else 0
        end) as amount_then
    from periods
    inner join price_subscriptions
        on
            periods.measured_on >= price_subscriptions.started_on
            and periods.year_before_on < price_subscriptions.ended_on
    group by periods.period_grain, periods.period_start, price_subscriptions.customer_id
),

recount as (
    select
        'north_star_arr' as kpi,
        period_grain,
        period_start,
        12 * sum(amount_now) as numerator,
        1 as denominator,
        sum(case when amount_now > 0 then 1 else 0 end) as sample_size
    from sum_then_and_now
    where period_grain <> 'week'
    group by period_grain, period_start
    union all
    select
        'kpi_net_revenue_retention' as kpi,
        period_grain,
        period_start,
        sum(case when amount_now > 0 then amount_now else 0 end) as numerator,
        sum(amount_then) as denominator,
        count(*) as sample_size
    from sum_then_and_now
    where amount_then > 0
    group by period_grain, period_start
    union all
    select
        'kpi_gross_revenue_retention' as kpi,
        period_grain,
        period_start,
        sum(case when amount_now > amount_then then amount_then when amount_now > 0 then amount_now else 0 end)
            as numerator,
        sum(amount_then) as denominator,
        count(*) as sample_size
    from sum_then_and_now
    where amount_then > 0
    group by period_grain, period_start
),

published as (
    {% for kpi in ['north_star_arr', 'kpi_net_revenue_retention', 'kpi_gross_revenue_retention'] %}
        select
            '{{ kpi }}' as kpi,
            period_grain,
            period_start,
            numerator,
            denominator,
            sample_size
        from {{ ref(kpi) }}
        where slice = 'total' and value_status <> 'no_source'
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

name_problems as (
    select
        concat(
            coalesce(published.kpi, recount.kpi), ', ', coalesce(published.period_grain, recount.period_grain), ' of ',
            cast(coalesce(published.period_start, recount.period_start) as {{ dbt.type_string() }}), ': ',
            coalesce(cast(published.numerator as {{ dbt.type_string() }}), 'no row'), ' / ',
            coalesce(cast(published.denominator as {{ dbt.type_string() }}), 'no row'), ' of ',
            coalesce(cast(published.sample_size as {{ dbt.type_string() }}), 'no'), ' customers, but a recount gives ',
            coalesce(cast(recount.numerator as {{ dbt.type_string() }}), '0'), ' / ',
            coalesce(cast(recount.denominator as {{ dbt.type_string() }}), '0'), ' of ',
            coalesce(cast(recount.sample_size as {{ dbt.type_string() }}), 'no'),
            '. Subscriptions and what is published have come apart.'
        ) as problem
    from published
    full outer join recount
        on
            published.kpi = recount.kpi
            and published.period_grain = recount.period_grain
            and published.period_start = recount.period_start
    where
        published.kpi is null
        or {{ differs('published.numerator', 'recount.numerator') }}
        or (published.sample_size <> coalesce(recount.sample_size, 0))
        or (
            {{ differs('published.denominator', 'recount.denominator') }}
            and published.kpi <> 'north_star_arr'
        )
)

select * from name_problems
