{#- A history table holds every version of a record: what became of its newest one holds for all. -#}
{% macro salesforce_records(table) -%}
raw_records as (
    select * from {{ source("salesforce", table) }}
),

number_versions as (
    select
        *,
        {{ first_filled(["_fivetran_start", "system_modstamp", "last_modified_date"]) }} as version_at,
        {{ any_true(["is_deleted", "_fivetran_deleted"]) }} as is_gone,
        coalesce({{ as_boolean("_fivetran_active") }}, true) as is_current,
        row_number() over (
            partition by id
            order by
                case when coalesce({{ as_boolean("_fivetran_active") }}, true) then 0 else 1 end asc,
                {{ first_filled(["_fivetran_start", "system_modstamp", "last_modified_date"]) }} desc nulls last
        ) as version_number
    from raw_records
),

records as (
    select
        *,
        max(case when version_number = 1 and (is_gone or not is_current) then 1 else 0 end)
            over (partition by id) = 1 as is_deleted_record
    from number_versions
)
{%- endmacro %}
