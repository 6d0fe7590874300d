with forecasts as (
    select * from {{ ref('int_planning_forecasts_valued') }}
),

usable_forecasts as (
    select
        *,
        max(submitted_at) over (partition by owner_id, period_grain, period_start) as last_submitted_at
    from forecasts
    where is_on_calendar and is_commit and is_in_time
),

-- A forecast without segment speaks for all of them: it and those by segment replace each other.
find_latest_kind as (
    select
        *,
        max(case when submitted_at = last_submitted_at and segment <> 'Unknown' then 1 else 0 end)
            over (partition by owner_id, period_grain, period_start) as is_by_segment
    from usable_forecasts
),

rank_submissions as (
    select
        *,
        row_number() over (
            partition by owner_id, period_grain, period_start, segment
            order by
                submitted_at desc,
                reporting_amount desc nulls last,
                forecast_amount desc,
                currency asc
        ) as submission_rank
    from find_latest_kind
    where is_by_segment = case when segment = 'Unknown' then 0 else 1 end
),

last_submissions as (
    select
        period_grain,
        period_start,
        quarter_start,
        year_start,
        owner_id,
        seller,
        segment,
        reporting_amount as forecast_amount
    from rank_submissions
    where submission_rank = 1
),

{{ roll_up_periods('last_submissions', 'forecast_amount') }}

select * from rolled_up
