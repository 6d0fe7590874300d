with target_periods as (
    select * from {{ ref('int_target_periods') }}
),

touches as (
    select * from {{ ref('int_touches') }}
),

accounts as (
    select * from {{ ref('int_accounts') }}
),

engagement_weights as (
    select * from {{ ref('engagement_weights') }}
),

-- The touches of a subsidiary are those of its parent.
weigh_touches as (
    select
        accounts.parent_account_id,
        touches.person_id,
        cast(touches.touched_at as date) as touched_on,
        cast(coalesce(engagement_weights.points, '0') as bigint) as points
    from touches
    inner join accounts
        on touches.account_id = accounts.account_id
    left join engagement_weights
        on touches.touch_type = engagement_weights.touch_type
),

sum_engagement as (
    select
        target_periods.period_grain,
        target_periods.period_start,
        target_periods.target_id,
        count(distinct weigh_touches.person_id) as engaged_people,
        sum(weigh_touches.points) as engagement_points
    from target_periods
    inner join weigh_touches
        on
            target_periods.parent_account_id = weigh_touches.parent_account_id
            and target_periods.measured_on >= weigh_touches.touched_on
            and weigh_touches.touched_on > cast(
                {{ dbt.dateadd('day', -1 * var('abm_engagement_days'), 'target_periods.measured_on') }} as date
            )
    group by target_periods.period_grain, target_periods.period_start, target_periods.target_id
),

judge_targets as (
    select
        target_periods.period_grain,
        target_periods.period_start,
        target_periods.target_id,
        target_periods.parent_account_id,
        target_periods.segment,
        target_periods.industry,
        target_periods.seller,
        target_periods.is_icp,
        coalesce(sum_engagement.engaged_people, 0) as engaged_people,
        coalesce(sum_engagement.engagement_points, 0) as engagement_points,
        target_periods.is_icp
        and coalesce(sum_engagement.engaged_people, 0) >= {{ var('abm_engagement_people') }}
        and coalesce(sum_engagement.engagement_points, 0) >= {{ var('abm_engagement_points') }} as is_engaged_target
    from target_periods
    left join sum_engagement
        on
            target_periods.period_grain = sum_engagement.period_grain
            and target_periods.period_start = sum_engagement.period_start
            and target_periods.target_id = sum_engagement.target_id
)

select * from judge_targets
