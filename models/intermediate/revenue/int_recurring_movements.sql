{% set movements = ['new', 'reactivation', 'expansion', 'contraction', 'churn'] %}

with revenue as (
    select * from {{ ref('int_recurring_revenue') }}
),

accounts as (
    select * from {{ ref('int_recurring_accounts') }}
),

compare_months as (
    select
        parent_account_id,
        month_start,
        measured_on,
        recurring_revenue as closing,
        coalesce(
            lag(recurring_revenue) over (partition by parent_account_id order by measured_on asc), 0
        ) as opening,
        coalesce(max(case when recurring_revenue > 0 then 1 else 0 end) over (
            partition by parent_account_id order by measured_on asc
            rows between unbounded preceding and 1 preceding
        ), 0) as has_been_customer
    from revenue
    where is_month_close
),

-- The whole change of a month has one name. Only revenue above zero makes a customer.
name_movements as (
    select
        parent_account_id,
        month_start,
        measured_on,
        opening,
        closing,
        closing - opening as gain,
        case
            when opening <= 0 and closing > 0 and has_been_customer = 0 then 'new'
            when opening <= 0 and closing > 0 then 'reactivation'
            when opening > 0 and closing <= 0 then 'churn'
            when closing > opening then 'expansion'
            when closing < opening then 'contraction'
            else 'none'
        end as movement
    from compare_months
),

measure_movements as (
    select
        movements.parent_account_id,
        movements.month_start,
        movements.measured_on,
        accounts.segment,
        accounts.industry,
        accounts.seller,
        accounts.channel,
        movements.movement,
        movements.opening as opening_revenue,
        {% for movement in movements %}
            cast(case
                when movements.movement = '{{ movement }}'
                    then {{ '-1 * ' if movement in ['contraction', 'churn'] }}movements.gain
                else 0
            end as numeric(28, 6)) as {{ movement }}_revenue,
        {% endfor %}
        movements.closing as closing_revenue
    from name_movements as movements
    inner join accounts
        on movements.parent_account_id = accounts.parent_account_id
)

select * from measure_movements
