{%- set columns = [
    'lead_id', 'email', 'full_name', 'company_name', 'company_domain', 'lead_source',
    'status', 'owner_id', 'created_at', 'updated_at', 'mql_at', 'sql_at',
    'disqualified_at', 'disqualified_reason', 'converted_contact_id',
    'converted_account_id', 'converted_opportunity_id',
] -%}

with

staged_rows as (
    select * from {{ ref('stg_crm__leads') }}
),

merge_identical_rows as (
    select
        {{ listed(columns) }},
        max(case when lead_source_is_null_word then 1 else 0 end) as null_word_sources,
        count(*) as copies
    from staged_rows
    where rejection_reason is null
    group by
        {{ listed(columns) }}
),

rank_versions as (
    select
        *,
        {{ version_rank(
            ['lead_id'], columns, newest_by='updated_at'
        ) }} as version_rank,
        min(mql_at) over (partition by lead_id) as first_mql_at,
        min(sql_at) over (partition by lead_id) as first_sql_at,
        sum(copies) over (partition by lead_id) as all_copies,
        count(*) over (partition by lead_id, updated_at) as rival_versions
    from merge_identical_rows
),

-- A recycled lead is qualified anew: the dates are the earliest that any version knows.
keep_one_version as (
    select
        {{ listed(columns | reject('in', ['mql_at', 'sql_at'])) }},
        first_mql_at as mql_at,
        first_sql_at as sql_at,
        null_word_sources = 1 as lead_source_is_null_word,
        cast(all_copies as bigint) as version_count,
        rival_versions > 1 as has_conflicting_versions
    from rank_versions
    where version_rank = 1
)

select * from keep_one_version
