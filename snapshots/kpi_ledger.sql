{% snapshot kpi_ledger %}

{{ config(
    unique_key=snapshot_key(['data_key', 'kpi', 'period_grain', 'period_start', 'segment', 'industry', 'seller', 'channel']),
    strategy='check',
    check_cols=['numerator', 'denominator', 'kpi_value', 'value_status', 'measured_on', 'is_final', 'definition_version',
        'target_terms'],
    updated_at='recorded_at',
) }}

with publications as (
    select * from {{ ref('kpi_publications') }}
),

recorded as (
    {{ last_recorded(this) }}
)

select publications.*
from publications
cross join recorded
where recorded.last_as_of is null or recorded.last_as_of <= publications.recorded_as_of

{% endsnapshot %}
