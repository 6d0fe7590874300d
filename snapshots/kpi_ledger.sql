{% snapshot kpi_ledger %}

{{ config(
    unique_key=['data_key', 'kpi', 'period_grain', 'period_start', 'segment', 'industry', 'seller', 'channel'],
    strategy='check',
    check_cols=['numerator', 'denominator', 'kpi_value', 'value_status', 'measured_on', 'is_final', 'definition_version',
        'target_terms'],
    updated_at='recorded_at',
) }}

select * from {{ ref('kpi_publications') }}
where {{ newer_than_recorded(this, 'recorded_as_of') }}

{% endsnapshot %}
