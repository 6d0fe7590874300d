{{ config(enabled=is_chosen("salesforce")) }}

with

campaigns as (
    select * from {{ source('salesforce', 'campaign') }}
),

{{ salesforce_records('campaign_member') }},

number_campaigns as (
    select
        *,
        row_number() over (
            partition by id
            order by {{ first_filled(['_fivetran_start', 'system_modstamp']) }} desc nulls last, name asc
        ) as version_number
    from campaigns
),

-- Who was only put on the list has not been touched.
map_campaign_members as (
    select
        records.id as campaign_member_id,
        records.lead_id,
        records.contact_id,
        number_campaigns.name as campaign_name,
        number_campaigns.type as campaign_type,
        {{ first_filled(['records.first_responded_date', 'records.created_date']) }} as responded_at,
        records.is_deleted_record as is_removed
    from records
    left join number_campaigns
        on
            records.campaign_id = number_campaigns.id
            and number_campaigns.version_number = 1
    where
        records.version_number = 1
        and (
            {{ any_true(['records.has_responded']) }}
            or {{ first_filled(['records.first_responded_date']) }} is not null
        )
)

select * from map_campaign_members
