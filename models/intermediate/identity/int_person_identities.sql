with contacts as (
    select * from {{ ref('int_crm_contacts_accepted') }}
),

leads as (
    select * from {{ ref('int_crm_leads_accepted') }}
),

stack_people as (
    select
        'crm_contacts' as source_table,
        contacts.contact_id as source_id,
        'contact:' || contacts.contact_id as record_id,
        contacts.email,
        contacts.created_at,
        'contact:' || targets.contact_id as merged_into,
        cast(null as {{ dbt.type_string() }}) as converted_into,
        case when targets.contact_id is null then 0 else 1 end as is_merged_away
    from contacts
    left join contacts as targets
        on
            contacts.merged_into_contact_id = targets.contact_id
            and contacts.contact_id <> targets.contact_id
    union all
    select
        'crm_leads' as source_table,
        lead_id as source_id,
        'lead:' || lead_id as record_id,
        email,
        created_at,
        cast(null as {{ dbt.type_string() }}) as merged_into,
        'contact:' || converted_contact_id as converted_into,
        0 as is_merged_away
    from leads
),

rank_people as (
    select
        *,
        row_number() over (
            order by is_merged_away asc, created_at asc nulls last, record_id asc
        ) as survivor_rank
    from stack_people
),

tie_people as (
    select
        record_id,
        '2 id' as evidence,
        record_id as tie_key
    from rank_people
    union all
    select
        record_id,
        '1 crm_merge' as evidence,
        merged_into as tie_key
    from rank_people
    where merged_into is not null
    union all
    select
        record_id,
        '2 id' as evidence,
        converted_into as tie_key
    from rank_people
    where converted_into is not null
    {% if var('identity_evidence') == 'standard' %}
        union all
        select
            record_id,
            '3 email' as evidence,
            'email:' || email as tie_key
        from rank_people
        where email is not null
    {% endif %}
),

{{ settle_identities('tie_people', 'rank_people') }},

-- A lead that joins a contact stays the first of its own table: only the second lead of a person is a duplicate.
name_people as (
    select
        rank_people.source_table,
        rank_people.source_id,
        settled_identities.survivor_id as person_id,
        settled_identities.evidence,
        row_number() over (
            partition by settled_identities.survivor_id, rank_people.source_table
            order by rank_people.survivor_rank asc
        ) as duplicate_rank
    from rank_people
    inner join settled_identities
        on rank_people.record_id = settled_identities.record_id
)

select * from name_people
