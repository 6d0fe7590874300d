{# The form of invert_cells for engines without DuckDB's lists is run here too, so that it is never untried. #}
{{ config(store_failures=true, enabled=target.type == 'duckdb') }}

with visits as (
    select * from {{ ref('int_channel_visits') }}
),

place_visits as (
    select
        conversion_type,
        dense_rank() over (partition by conversion_type order by from_channel asc) as from_place,
        dense_rank() over (partition by conversion_type order by to_channel asc) as to_place,
        expected_visits as cell
    from visits
),

keep_small_matrices as (
    select
        *,
        max(to_place) over (partition by conversion_type) as channel_count
    from place_visits
),

fitting_visits as (
    select * from keep_small_matrices
    where channel_count <= {{ var('max_channels') }}
),

invert_visits as (
    {{ b2b_kpis.default__invert_cells('fitting_visits') }}
),

invert_again as (
    {{ invert_cells('invert_visits') }} -- noqa: PRS
),

name_problems as (
    select
        concat(
            'int_channel_visits: ', fitting_visits.conversion_type, ': inverted twice, in two ways, the matrix of ',
            cast(fitting_visits.cell as {{ dbt.type_string() }}), ' is not itself again. This is a defect: report it.'
        ) as problem
    from fitting_visits
    left join invert_again
        on
            fitting_visits.conversion_type = invert_again.conversion_type
            and fitting_visits.from_place = invert_again.from_place
            and fitting_visits.to_place = invert_again.to_place
    where abs(coalesce(invert_again.cell, 0) - fitting_visits.cell) > 0.000000001
)

select * from name_problems
