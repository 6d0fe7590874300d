{{ config(enabled=is_chosen("hubspot")) }}

with

companies as (
    select * from {{ source('hubspot', 'company') }}
),

contacts as (
    select * from {{ source('hubspot', 'contact') }}
),

deals as (
    select * from {{ source('hubspot', 'deal') }}
),

contact_merge_audit as (
    select * from {{ source('hubspot', 'contact_merge_audit') }}
),

merged_deal as (
    select * from {{ source('hubspot', 'merged_deal') }}
),

-- HubSpot merges at most 250 records into one.
positions as (
    {{ dbt.generate_series(250) }}
),

list_survivors as (
    {% for record_type, columns in {
        'company': ['hs_merged_object_ids'],
        'contact': ['hs_merged_object_ids', 'hs_calculated_merged_vids'],
        'deal': ['hs_merged_object_ids'],
    }.items() %}
        {% for column in columns %}
            select
                '{{ record_type }}' as record_type,
                id as survivor_id,
                replace({{ column }}, ';', ',') as merged_ids
            from {{ 'companies' if record_type == 'company' else record_type ~ 's' }}
            where {{ column }} is not null
            {{ 'union all' if not loop.last }}
        {% endfor %}
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

-- A merged contact is listed with the time: 151:1683405004614.
list_merges as (
    select
        list_survivors.record_type,
        {{ regex_capture(
            "split_part(list_survivors.merged_ids, ',', cast(positions.generated_number as integer))", '([0-9]+)'
        ) }} as merged_id,
        list_survivors.survivor_id
    from list_survivors
    inner join positions
        on positions.generated_number <= {{ item_count('list_survivors.merged_ids') }}
    union all
    select
        'contact' as record_type,
        vid_to_merge as merged_id,
        contact_id as survivor_id
    from contact_merge_audit
    union all
    select
        'deal' as record_type,
        merged_deal_id as merged_id,
        deal_id as survivor_id
    from merged_deal
),

-- A record that was merged on names another target than the one that lists all of its own: the newest id is the last.
keep_one_survivor as (
    select
        record_type,
        merged_id,
        survivor_id,
        row_number() over (
            partition by record_type, merged_id
            order by length(survivor_id) desc, survivor_id desc
        ) as survivor_rank
    from list_merges
    where merged_id <> survivor_id
),

survivors_0 as (
    select
        record_type,
        merged_id,
        survivor_id
    from keep_one_survivor
    where survivor_rank = 1
),

{% for round in range(1, 4) %}
    survivors_{{ round }} as (
        select
            survivors_{{ round - 1 }}.record_type,
            survivors_{{ round - 1 }}.merged_id,
            coalesce(next_survivors.survivor_id, survivors_{{ round - 1 }}.survivor_id) as survivor_id
        from survivors_{{ round - 1 }}
        left join survivors_{{ round - 1 }} as next_survivors
            on
                survivors_{{ round - 1 }}.record_type = next_survivors.record_type
                and survivors_{{ round - 1 }}.survivor_id = next_survivors.merged_id
    ),
{% endfor %}

follow_merges as (
    select
        record_type,
        merged_id,
        survivor_id
    from survivors_3
    where merged_id <> survivor_id
)

select * from follow_merges
