{%- set columns = [
    'touch_id', 'occurred_at', 'anonymous_id', 'email', 'page_url', 'referrer_url',
    'utm_source', 'utm_medium', 'utm_campaign', 'utm_content', 'utm_term',
    'touch_type', 'user_agent', 'is_internal',
] -%}

{#- Read by name where it is needed: of a CTE that is read three times DuckDB keeps a copy with every column. -#}
{%- set staged = ref('stg_web__touches') -%}

-- Hardly any touch comes twice: only those that do are compared.
with find_repeated_ids as (
    select touch_id
    from {{ staged }}
    where rejection_reason is null
    group by touch_id
    having count(*) > 1
),

merge_identical_rows as (
    select
        {{ listed(columns, 'staged_rows') }},
        count(*) as copies
    from {{ staged }} as staged_rows
    inner join find_repeated_ids
        on staged_rows.touch_id = find_repeated_ids.touch_id
    where staged_rows.rejection_reason is null
    group by
        {{ listed(columns, 'staged_rows') }}
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
    union all
    select
        {{ listed(columns, 'staged_rows') }},
        cast(1 as bigint) as version_count,
        false as has_conflicting_versions
    from {{ staged }} as staged_rows
    left join find_repeated_ids
        on staged_rows.touch_id = find_repeated_ids.touch_id
    where staged_rows.rejection_reason is null and find_repeated_ids.touch_id is null
)

select * from keep_one_version
