{%- set columns = [
    'touch_id', 'occurred_at', 'anonymous_id', 'email', 'page_url', 'referrer_url',
    'utm_source', 'utm_medium', 'utm_campaign', 'utm_content', 'utm_term',
    'touch_type', 'user_agent', 'is_internal',
] -%}

with

staged_rows as (
    select * from {{ ref('stg_web__touches') }}
),

merge_identical_rows as (
    select
        {{ listed(columns) }},
        count(*) as copies
    from staged_rows
    where rejection_reason is null
    group by
        {{ listed(columns) }}
),

rank_versions as (
    select
        *,
        {{ version_rank(['touch_id'], columns) }} as version_rank,
        sum(copies) over (partition by touch_id) as all_copies,
        count(*) over (partition by touch_id) as rival_versions
    from merge_identical_rows
),

keep_one_version as (
    select
        {{ listed(columns) }},
        cast(all_copies as bigint) as version_count,
        rival_versions > 1 as has_conflicting_versions
    from rank_versions
    where version_rank = 1
)

select * from keep_one_version
