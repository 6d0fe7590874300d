{{ config(store_failures=true) }}

with channel_rules as (
    select * from {{ ref('channel_rules') }}
),

source_categories as (
    select source_category
    from {{ ref('source_categories') }}
    group by source_category
),

name_problems as (
    select
        concat(
            'seeds/reference/channel_rules.csv: rule ', channel_rules.rule_order, ' is for sources of category ''',
            channel_rules.source_category, ''', which no row of seeds/reference/source_categories.csv has. ',
            'Correct the spelling, or add the category.'
        ) as problem
    from channel_rules
    left join source_categories
        on channel_rules.source_category = source_categories.source_category
    where channel_rules.source_category is not null and source_categories.source_category is null
    union all
    select
        concat(
            'seeds/reference/channel_rules.csv: rule ', coalesce(rule_order, '(empty)'),
            ' needs a whole number as rule_order, and a channel.'
        ) as problem
    from channel_rules
    where {{ safe_cast_to('rule_order', 'integer') }} is null or channel is null
)

select * from name_problems
