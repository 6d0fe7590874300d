with

raw_rows as (
    select * from {{ source('crm', 'users') }}
),

normalise as (
    select
        {{ as_id('user_id') }} as user_id,
        {{ as_text('full_name') }} as full_name,
        {{ as_lower('email') }} as email,
        {{ as_text('team') }} as team,
        {{ as_text('region') }} as region,
        {{ as_boolean('is_active') }} as is_active,
        {{ keep_raw('crm_users') }}
    from raw_rows
),

judge as (
    select
        normalise.*,
        {{ null_word_count('crm_users') }} as null_word_count,
        {{ rejection_reason('crm_users') }} as rejection_reason
    from normalise
),

stage_users as (
    select
        user_id,
        full_name,
        email,
        team,
        region,
        is_active,
        null_word_count,
        rejection_reason,
        {{ raw_values('crm_users') }} as raw_values
    from judge
)

select * from stage_users
