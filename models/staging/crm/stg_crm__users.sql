{%- set columns = ['user_id', 'full_name', 'email', 'team', 'region', 'is_active'] -%}

with

raw_rows as (
    {{ contract_rows('crm', 'users', columns) }}
),

normalise as (
    select
        {{ as_id('user_id') }} as user_id,
        {{ as_text('full_name') }} as full_name,
        {{ as_lower('email') }} as email,
        {{ as_text('team') }} as team,
        {{ as_text('region') }} as region,
        {{ as_boolean('is_active') }} as is_active,
        is_removed,
        source_relation,
        {{ keep_raw(columns) }}
    from raw_rows
),

judge as (
    select
        *,
        {{ null_word_count(columns) }} as null_word_count,
        {{ rejection_reason({
            'is empty': ['user_id', 'full_name'],
            'is not a boolean': ['is_active'],
        }, rules={'was deleted in its system': 'is_removed'}) }} as rejection_reason
    from normalise
),

stage_users as (
    select
        {{ listed(columns) }},
        null_word_count,
        source_relation,
        rejection_reason,
        {{ raw_values(columns, personal=['full_name', 'email']) }} as raw_values
    from judge
)

select * from stage_users
