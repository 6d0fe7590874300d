with customers as (
    select * from {{ ref('int_quality_customers') }}
),

opportunities as (
    select * from {{ ref('int_quality_opportunities') }}
),

outcomes as (
    select * from {{ ref('int_quality_outcomes') }}
),

planning as (
    select * from {{ ref('int_quality_planning') }}
),

records as (
    select * from {{ ref('int_quality_records') }}
),

row_counts as (
    select * from {{ ref('int_row_counts') }}
),

version_counts as (
    select * from {{ ref('int_version_counts') }}
),

stack_counts as (
    select * from customers
    union all
    select * from opportunities
    union all
    select * from outcomes
    union all
    select * from planning
    union all
    select * from records
    union all
    select
        source_table,
        'null_words' as rule_name,
        null_word_count as row_count,
        'Fields that said null, n/a, none, unknown or (blank): read as empty.' as meaning
    from row_counts
    union all
    select
        source_table,
        'conflicting_versions' as rule_name,
        conflicting_keys as row_count,
        'Keys loaded more than once with different contents: the latest version stands.' as meaning
    from version_counts
),

publish_counts as (
    select
        cast(source_table as {{ dbt.type_string() }}) as source_table,
        cast(rule_name as {{ dbt.type_string() }}) as rule_name,
        cast(coalesce(row_count, 0) as bigint) as row_count,
        cast(meaning as {{ dbt.type_string() }}) as meaning
    from stack_counts
)

select * from publish_counts
