{{ config(enabled=is_chosen("hubspot")) }}

with

deals as (
    select * from {{ source('hubspot', 'deal') }}
),

deal_contacts as (
    select * from {{ source('hubspot', 'deal_contact') }}
),

merged_records as (
    select * from {{ ref('hubspot__merges') }}
),

positions as (
    {{ dbt.generate_series(1000) }}
),

-- Airbyte lists the contacts of a deal in the deal.
list_contacts as (
    select
        deal_id,
        contact_id
    from deal_contacts
    union all
    select
        deals.id as deal_id,
        {{ regex_capture(
            "split_part(deals.contacts, ',', cast(positions.generated_number as integer))", '([0-9]+)'
        ) }} as contact_id
    from deals
    inner join positions
        on positions.generated_number <= {{ item_count('deals.contacts') }}
    where deals.contacts like '%[%'
),

follow_merges as (
    select
        coalesce(deal_merges.survivor_id, list_contacts.deal_id) as opportunity_id,
        coalesce(contact_merges.survivor_id, list_contacts.contact_id) as contact_id
    from list_contacts
    left join merged_records as deal_merges
        on
            list_contacts.deal_id = deal_merges.merged_id
            and deal_merges.record_type = 'deal'
    left join merged_records as contact_merges
        on
            list_contacts.contact_id = contact_merges.merged_id
            and contact_merges.record_type = 'contact'
),

-- One contact may have several labels at one deal.
map_opportunity_contacts as (
    select
        opportunity_id,
        contact_id,
        cast(null as {{ dbt.type_string() }}) as contact_role,
        cast(null as {{ dbt.type_string() }}) as is_primary,
        false as is_removed
    from follow_merges
    where contact_id is not null
    group by opportunity_id, contact_id
)

select * from map_opportunity_contacts
