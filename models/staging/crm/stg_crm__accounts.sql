{%- set columns = [
    'account_id', 'account_name', 'parent_account_id', 'domain', 'industry', 'segment',
    'employee_count', 'annual_revenue', 'country', 'owner_id', 'is_icp',
    'is_competitor', 'created_at', 'updated_at',
] -%}

with

raw_rows as (
    {{ contract_rows('crm', 'accounts', columns) }}
),

normalise as (
    select
        {{ as_id('account_id') }} as account_id,
        {{ as_text('account_name') }} as account_name,
        {{ as_id('parent_account_id') }} as parent_account_id,
        {{ as_domain('domain') }} as domain,
        {{ as_text('industry') }} as industry,
        {{ as_text('segment') }} as segment,
        {{ as_integer('employee_count') }} as employee_count,
        {{ as_decimal('annual_revenue') }} as annual_revenue,
        {{ as_text('country') }} as country,
        {{ as_id('owner_id') }} as owner_id,
        {{ as_boolean('is_icp') }} as is_icp,
        {{ as_boolean('is_competitor') }} as is_competitor,
        {{ as_timestamp('created_at', 'crm_accounts') }} as created_at,
        {{ as_timestamp('updated_at', 'crm_accounts') }} as updated_at,
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
            'is empty': ['account_id', 'account_name'],
            'is not a timestamp': ['created_at', 'updated_at'],
            'is not a number': ['annual_revenue'],
            'is not a whole number': ['employee_count'],
            'is not a boolean': ['is_icp', 'is_competitor'],
        }, rules={'was deleted in its system': 'is_removed'}) }} as rejection_reason
    from normalise
),

stage_accounts as (
    select
        {{ listed(columns) }},
        null_word_count,
        source_relation,
        rejection_reason,
        {{ raw_values(columns) }} as raw_values
    from judge
)

select * from stage_accounts
