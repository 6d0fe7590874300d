{{ config(store_failures=true) }}

{% set dimensions = ['segment', 'industry', 'seller', 'channel'] %}
{# A target of a grain that is not published is idle, as one of past dates is: the shipped ones are quarterly. #}
{% set known_grains = ['week', 'month', 'quarter', 'year'] %}
{% set slices = [] %}
{% for members in slice_dimensions(dimensions) %}
    {% do slices.append(members | join('+') or 'total') %}
{% endfor %}

with raw_targets as (
    select * from {{ ref('kpi_targets') }}
),

targets as (
    select * from {{ ref('typed_kpi_targets') }}
),

definitions as (
    select * from {{ ref('kpi_definitions') }}
),

name_targets as (
    select
        targets.*,
        definitions.kpi as known_kpi,
        concat(
            coalesce(targets.kpi, 'a row without a KPI'),
            ' (',
            coalesce(targets.period_grain, 'no period grain'),
            {% for dimension in dimensions %}
                case when targets.{{ dimension }} = 'All' then '' else ', ' || targets.{{ dimension }} end,
            {% endfor %}
            ')'
        ) as target_name,
        {{ slice_name() }} as slice
    from targets
    left join definitions
        on targets.kpi = definitions.kpi
),

name_raw_targets as (
    select
        *,
        coalesce(kpi, 'a row without a KPI') as kpi_name
    from raw_targets
),

find_unreadable_values as (
    {% for column, type_name, wanted in [
        ('target_low', 'numeric(28, 9)', 'a number'), ('target_high', 'numeric(28, 9)', 'a number'),
        ('alert_below', 'numeric(28, 9)', 'a number'), ('alert_above', 'numeric(28, 9)', 'a number'),
        ('valid_from', 'date', 'a date'), ('valid_to', 'date', 'a date'),
    ] %}
        select concat(kpi_name, ': {{ column }} ''', {{ column }}, ''' is not {{ wanted }}.') as complaint
        from name_raw_targets
        where {{ column }} is not null and {{ safe_cast_to(column, type_name) }} is null
        union all
    {% endfor %}
    select concat(kpi_name, ': minimum_sample ''', minimum_sample, ''' is not a whole number from 1.') as complaint
    from name_raw_targets
    where minimum_sample is not null and not {{ regex_matches('minimum_sample', '^[1-9][0-9]{0,17}$') }}
),

find_problems as (
    select complaint
    from find_unreadable_values
    union all
    select concat(target_name, ' is a target for a KPI that does not exist.') as complaint
    from name_targets
    where known_kpi is null and kpi is not null
    union all
    select concat(target_name, ' is a target of nothing: column kpi is empty.') as complaint
    from name_targets
    where kpi is null
    union all
    select concat(target_name, ': the period grain is not one of {{ known_grains | join(", ") }}.') as complaint
    from name_targets
    where period_grain is null or period_grain not in ({{ quoted_list(known_grains) }})
    union all
    select
        concat(
            target_name, ': comparison ''', coalesce(comparison, ''), ''' is neither level nor change_on_year.'
        ) as complaint
    from name_targets
    where comparison is null or comparison not in ('level', 'change_on_year')
    union all
    select concat(target_name, ': slice ', slice, ' is not published. Add it to var kpi_slices.') as complaint
    from name_targets
    where
        slice not in (
            {{ quoted_list(slices) }}
        )
    union all
    select concat(target_name, ': the band is upside down or its limits lie inside it.') as complaint
    from name_targets
    where
        target_low > target_high
        or alert_below > target_low
        or alert_above < target_high
        or alert_below > alert_above
    union all
    select concat(target_name, ': it sets neither a band nor a limit.') as complaint
    from name_targets
    where coalesce(target_low, target_high, alert_below, alert_above) is null
    union all
    select concat(target_name, ': valid_from is later than valid_to.') as complaint
    from name_targets
    where valid_from > valid_to
),

name_problems as (
    select concat('seeds/reference/kpi_targets.csv: ', complaint, ' Correct the row.') as problem
    from find_problems
)

select * from name_problems
