{#- A table: the largest source is typed once, and read by three models. -#}
{{ config(materialized='table') }}
{%- set columns = [
    'touch_id', 'occurred_at', 'anonymous_id', 'email', 'page_url', 'referrer_url',
    'utm_source', 'utm_medium', 'utm_campaign', 'utm_content', 'utm_term',
    'touch_type', 'user_agent', 'is_internal',
] -%}

with

raw_rows as (
    select * from {{ source('web', 'touches') }}
),

normalise as (
    select
        {{ as_id('touch_id') }} as touch_id,
        {{ as_timestamp('occurred_at', 'web_touches') }} as occurred_at,
        {{ as_id('anonymous_id') }} as anonymous_id,
        {{ as_lower('email') }} as email,
        {{ as_text('page_url') }} as page_url,
        {{ as_text('referrer_url') }} as referrer_url,
        {{ as_lower('utm_source') }} as utm_source,
        {{ as_lower('utm_medium') }} as utm_medium,
        {{ as_lower('utm_campaign') }} as utm_campaign,
        {{ as_lower('utm_content') }} as utm_content,
        {{ as_lower('utm_term') }} as utm_term,
        {{ as_lower('touch_type') }} as touch_type,
        {{ as_text('user_agent') }} as user_agent,
        {{ as_boolean('is_internal') }} as is_internal,
        {{ keep_raw(columns) }}
    from raw_rows
),

judge as (
    select
        *,
        {{ null_word_count(columns) }} as null_word_count,
        {{ rejection_reason({
            'is empty': ['touch_id', 'occurred_at'],
            'is not a timestamp': ['occurred_at'],
            'is not a boolean': ['is_internal'],
        }) }} as rejection_reason
    from normalise
),

stage_touches as (
    select
        {{ listed(columns) }},
        null_word_count,
        rejection_reason,
        {{ raw_values(columns, personal=[
            'anonymous_id', 'email', 'page_url', 'referrer_url', 'user_agent',
        ]) }} as raw_values
    from judge
)

select * from stage_touches
