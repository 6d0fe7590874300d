{%- set columns = [
    'account_id', 'domain', 'tier', 'listed_on', 'delisted_on', 'exclusion_reason',
] -%}

with

raw_rows as (
    select * from {{ source('planning', 'target_accounts') }}
),

normalise as (
    select
        {{ as_id('account_id') }} as account_id,
        {{ as_domain('domain') }} as domain,
        {{ as_text('tier') }} as tier,
        {{ as_date('listed_on', 'planning_target_accounts') }} as listed_on,
        {{ as_date('delisted_on', 'planning_target_accounts') }} as delisted_on,
        {{ as_text('exclusion_reason') }} as exclusion_reason,
        {{ keep_raw(columns) }}
    from raw_rows
),

judge as (
    select
        *,
        {{ null_word_count(columns) }} as null_word_count,
        {{ rejection_reason({
            'is empty': ['listed_on'],
            'is not a date': ['listed_on', 'delisted_on'],
        }, rules={
            "account_id and domain are empty": "account_id is null and domain is null",
            "delisted_on is before listed_on": "delisted_on < listed_on",
        }) }} as rejection_reason
    from normalise
),

stage_targets as (
    select
        {{ listed(columns) }},
        null_word_count,
        rejection_reason,
        {{ raw_values(columns) }} as raw_values
    from judge
)

select * from stage_targets
