with quotas as (
    select * from {{ ref('int_planning_quotas_valued') }}
),

usable_quotas as (
    select
        period_grain,
        period_start,
        quarter_start,
        year_start,
        owner_id,
        seller,
        segment,
        reporting_amount as quota_amount
    from quotas
    where is_on_calendar
),

{{ roll_up_periods('usable_quotas', 'quota_amount') }}

select * from rolled_up
