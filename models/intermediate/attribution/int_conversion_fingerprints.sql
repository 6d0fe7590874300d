with conversions as (
    select * from {{ ref('int_conversions') }}
),

buyer_fingerprints as (
    select * from {{ ref('int_buyer_fingerprints') }}
),

attribution_models as (
    select * from {{ ref('attribution_models') }}
),

-- One row: a model that weighs otherwise changes every conversion.
sum_rules as (
    select sum(cast({{ row_hash('attribution_models') }} as numeric(38, 0))) as rules
    from attribution_models
),

gather_inputs as (
    select
        conversions.*,
        sum_rules.rules,
        buyer_fingerprints.fingerprint as touches
    from conversions
    cross join sum_rules
    left join buyer_fingerprints
        on conversions.buyer_id = buyer_fingerprints.buyer_id
),

hash_inputs as (
    select
        conversion_type,
        conversion_id,
        outcome = 'converted' as is_converted,
        touches is not null as has_touches,
        {{ row_hash('gather_inputs') }} as fingerprint
    from gather_inputs
)

select * from hash_inputs
