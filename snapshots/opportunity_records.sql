{% snapshot opportunity_records %}

{{ config(
    unique_key=snapshot_key(['data_key', 'opportunity_id']),
    strategy='check',
    check_cols=['stage_name', 'amount', 'close_date', 'forecast_category', 'owner_id'],
    updated_at='recorded_at',
) }}

with opportunities as (
    select * from {{ ref('int_crm_opportunities_accepted') }}
),

as_of as (
    select * from {{ ref('int_as_of') }}
),

recorded as (
    {{ last_recorded(this) }}
),

describe_records as (
    select
        '{{ data_key() }}' as data_key,
        opportunities.opportunity_id,
        opportunities.stage_name,
        opportunities.amount,
        opportunities.close_date,
        opportunities.forecast_category,
        opportunities.owner_id,
        as_of.as_of_on as recorded_as_of,
        as_of.run_started_at as recorded_at
    from opportunities
    cross join as_of
)

select describe_records.*
from describe_records
cross join recorded
where recorded.last_as_of is null or recorded.last_as_of <= describe_records.recorded_as_of

{% endsnapshot %}
