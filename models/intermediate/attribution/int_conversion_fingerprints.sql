with conversions as (
    select * from {{ ref('int_conversions') }}
),

journeys as (
    select * from {{ ref('int_journeys') }}
),

buyer_fingerprints as (
    select * from {{ ref('int_buyer_fingerprints') }}
),

attribution_models as (
    select * from {{ ref('attribution_models') }}
),

-- One row: a model that weighs otherwise changes every conversion.
sum_rules as (
    select sum({{ row_hash('attribution_models') }}) as rule_fingerprint
    from attribution_models
),

gather_inputs as (
    select
        conversions.conversion_type,
        conversions.conversion_id,
        conversions.amount,
        sum_rules.rule_fingerprint,
        buyer_fingerprints.fingerprint as buyer_fingerprint,
        {{ row_hash('journeys') }} as journey_fingerprint
    from conversions
    cross join sum_rules
    left join journeys
        on
            conversions.conversion_type = journeys.conversion_type
            and conversions.conversion_id = journeys.conversion_id
    left join buyer_fingerprints
        on journeys.buyer_id = buyer_fingerprints.buyer_id
    where conversions.outcome = 'converted'
),

hash_inputs as (
    select
        conversion_type,
        conversion_id,
        {{ row_hash('gather_inputs') }} as fingerprint
    from gather_inputs
)

select * from hash_inputs
