{% set keys = ['kpi', 'period_grain', 'period_start', 'segment', 'industry', 'seller', 'channel'] %}

with ledger as (
    select * from {{ ref('kpi_ledger') }}
    where data_key = '{{ data_key() }}'
),

pair_publications as (
    select
        {% for key in keys %}
            newer.{{ key }},
        {% endfor %}
        newer.period_end,
        newer.slice,
        older.dbt_valid_from as published_at,
        newer.dbt_valid_from as restated_at,
        older.kpi_value as value_before,
        newer.kpi_value as value_after,
        older.numerator as numerator_before,
        newer.numerator as numerator_after,
        older.denominator as denominator_before,
        newer.denominator as denominator_after,
        older.definition_version as version_before,
        newer.definition_version as version_after,
        older.target_terms as target_before,
        newer.target_terms as target_after,
        {% for part in ['numerator', 'denominator', 'kpi_value'] %}
            coalesce(older.{{ part }} <> newer.{{ part }}, older.{{ part }} is not null or newer.{{ part }} is not null)
                as has_other_{{ part }},
        {% endfor %}
        older.rates_mark <> newer.rates_mark as has_other_rates,
        older.merges_mark <> newer.merges_mark as has_other_merges
    from ledger as older
    inner join ledger as newer
        on
            older.kpi = newer.kpi
            and older.period_grain = newer.period_grain
            and older.period_start = newer.period_start
            and older.segment = newer.segment
            and older.industry = newer.industry
            and older.seller = newer.seller
            and older.channel = newer.channel
            and older.dbt_valid_to = newer.dbt_valid_from
    where older.is_final
),

compare_publications as (
    select
        *,
        has_other_numerator or has_other_denominator or has_other_kpi_value as is_other_value
    from pair_publications
),

-- What is known to have changed comes before what is guessed: late data is what is left.
name_causes as (
    select
        {% for key in keys %}
            cast({{ key }} as {{ 'date' if key == 'period_start' else dbt.type_string() }}) as {{ key }},
        {% endfor %}
        period_end,
        cast(slice as {{ dbt.type_string() }}) as slice,
        cast(published_at as {{ dbt.type_timestamp() }}) as published_at,
        cast(restated_at as {{ dbt.type_timestamp() }}) as restated_at,
        cast(value_before as numeric(28, 9)) as value_before,
        cast(value_after as numeric(28, 9)) as value_after,
        cast(numerator_before as numeric(38, 6)) as numerator_before,
        cast(numerator_after as numeric(38, 6)) as numerator_after,
        cast(denominator_before as numeric(38, 6)) as denominator_before,
        cast(denominator_after as numeric(38, 6)) as denominator_after,
        cast(version_before as integer) as version_before,
        cast(version_after as integer) as version_after,
        cast(case
            when version_before <> version_after then 'definition_version'
            when not is_other_value then 'target_change'
            when has_other_rates then 'exchange_rate'
            when has_other_merges then 'identity_merge'
            else 'late_data'
        end as {{ dbt.type_string() }}) as restatement_cause
    from compare_publications
    where is_other_value or version_before <> version_after or target_before <> target_after
)

select * from name_causes
