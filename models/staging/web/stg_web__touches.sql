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
        {{ keep_raw('web_touches') }}
    from raw_rows
),

judge as (
    select
        normalise.*,
        {{ null_word_count('web_touches') }} as null_word_count,
        {{ rejection_reason('web_touches') }} as rejection_reason
    from normalise
),

stage_touches as (
    select
        touch_id,
        occurred_at,
        anonymous_id,
        email,
        page_url,
        referrer_url,
        utm_source,
        utm_medium,
        utm_campaign,
        utm_content,
        utm_term,
        touch_type,
        user_agent,
        is_internal,
        null_word_count,
        rejection_reason,
        {{ raw_values('web_touches') }} as raw_values
    from judge
)

select * from stage_touches
