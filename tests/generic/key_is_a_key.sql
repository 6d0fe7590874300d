{#- A few conflicting re-loads are a mess to report; many mean that the column identifies something else. -#}
{% test key_is_a_key(model, column_name, source_table, allowed_share=none) %}

{{ config(store_failures=true) }}

with

conflicting_ids as (
    select
        {{ column_name }} as id,
        row_number() over (order by {{ column_name }}) as position
    from {{ model }}
    where has_conflicting_versions
),

count_ids as (
    select cast(count(*) as bigint) as ids
    from {{ model }}
),

describe_conflicts as (
    select
        cast(count(*) as bigint) as conflicts,
        {%- for position in range(1, 6) %}
        coalesce(max(case when position = {{ position }} then {{ "', ' || " if position > 1 }}id end), '')
        {{- " ||" if position < 5 }}
        {%- endfor %} as examples
    from conflicting_ids
)

select
    '{{ source_table }}: {{ column_name }} is not a key: '
    || cast(conflicts as {{ dbt.type_string() }}) || ' of '
    || cast(ids as {{ dbt.type_string() }})
    || ' ids carry rows that differ and no updated_at orders them, for example '
    || examples || '. Which column identifies a row?' as problem
from describe_conflicts
cross join count_ids
where conflicts > ids * cast({{ var('max_conflicting_duplicates') if allowed_share is none else allowed_share }} as numeric(9, 6))

{% endtest %}
