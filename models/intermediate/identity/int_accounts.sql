with identities as (
    select * from {{ ref('int_account_identities') }}
),

accounts as (
    select * from {{ ref('int_crm_accounts_accepted') }}
),

segments as (
    select * from {{ ref('segments') }}
),

industry_names as (
    select * from {{ ref('industry_names') }}
),

order_duplicates as (
    select
        identities.surviving_account_id,
        accounts.*,
        parents.surviving_account_id as surviving_parent_id,
        row_number() over (
            partition by identities.surviving_account_id
            order by accounts.created_at asc nulls last, accounts.account_id asc
        ) as duplicate_rank
    from accounts
    inner join identities
        on accounts.account_id = identities.account_id
    left join identities as parents
        on accounts.parent_account_id = parents.account_id
),

-- What the survivor leaves blank its duplicates fill in, the oldest first.
merge_duplicates as (
    select
        surviving_account_id as account_id,
        {{ first_known('account_name', 'duplicate_rank') }} as account_name,
        {{ first_known('domain', 'duplicate_rank') }} as domain,
        {{ first_known('industry', 'duplicate_rank') }} as industry,
        {{ first_known('segment', 'duplicate_rank') }} as segment,
        cast({{ first_known('employee_count', 'duplicate_rank') }} as bigint) as employee_count,
        {{ first_known('country', 'duplicate_rank') }} as country,
        {{ first_known('owner_id', 'duplicate_rank') }} as owner_id,
        {{ first_known(
            'case when surviving_parent_id <> surviving_account_id then surviving_parent_id end', 'duplicate_rank'
        ) }} as parent_account_id,
        max(case when is_icp then 1 else 0 end) = 1 as is_icp,
        max(case when is_competitor then 1 else 0 end) = 1 as is_competitor,
        min(created_at) as created_at,
        count(*) as duplicate_count
    from order_duplicates
    group by surviving_account_id
),

parents_0 as (
    select
        account_id,
        parent_account_id
    from merge_duplicates
    where parent_account_id is not null
),

-- Each round doubles the height that is climbed: five reach the top of 32 levels.
{% for round in range(1, 6) %}
    parents_{{ round }} as (
        select
            lower_level.account_id,
            coalesce(upper_level.parent_account_id, lower_level.parent_account_id) as parent_account_id
        from parents_{{ round - 1 }} as lower_level
        left join parents_{{ round - 1 }} as upper_level
            on lower_level.parent_account_id = upper_level.account_id
    ),
{% endfor %}

-- An account whose parents form a circle has no top: it stands for itself.
find_tops as (
    select
        parents_5.account_id,
        parents_5.parent_account_id as top_account_id
    from parents_5
    left join parents_0
        on parents_5.parent_account_id = parents_0.account_id
    where parents_0.account_id is null
),

describe_accounts as (
    select
        merge_duplicates.account_id,
        coalesce(find_tops.top_account_id, merge_duplicates.account_id) as parent_account_id,
        merge_duplicates.account_name,
        merge_duplicates.domain,
        merge_duplicates.country,
        {{ slice_member('coalesce(named.segment, merge_duplicates.segment, sized.segment)') }} as segment,
        {{ slice_member('coalesce(industry_names.industry, ' ~ upper_first('merge_duplicates.industry') ~ ')') }}
            as industry,
        merge_duplicates.owner_id,
        merge_duplicates.is_icp,
        merge_duplicates.is_competitor,
        merge_duplicates.created_at,
        merge_duplicates.duplicate_count
    from merge_duplicates
    left join find_tops
        on merge_duplicates.account_id = find_tops.account_id
    left join segments as named
        on lower(merge_duplicates.segment) = named.segment_name
    left join segments as sized
        on
            merge_duplicates.employee_count >= cast(sized.employee_count_from as bigint)
            and merge_duplicates.employee_count <= cast(coalesce(sized.employee_count_to, '9999999999') as bigint)
    left join industry_names
        on lower(merge_duplicates.industry) = industry_names.industry_name
)

select * from describe_accounts
