{# The form of invert_cells for engines without DuckDB's lists is run here too, so that it is never untried. #}
{{ config(store_failures=true, enabled=target.type == 'duckdb') }}

with cells (conversion_type, from_place, to_place, cell) as (
    values
    ('three channels', 1, 1, 0.9), ('three channels', 1, 2, -0.3), ('three channels', 1, 3, -0.2),
    ('three channels', 2, 1, -0.1), ('three channels', 2, 2, 1.0), ('three channels', 2, 3, -0.7),
    ('three channels', 3, 1, 0.0), ('three channels', 3, 2, -0.6), ('three channels', 3, 3, 0.8),
    ('two channels', 1, 1, 1.0), ('two channels', 1, 2, -1.0),
    ('two channels', 2, 1, -0.5), ('two channels', 2, 2, 1.0)
),

invert_anywhere as (
    {{ b2b_kpis.default__invert_cells('cells', rounds=3) }}
),

invert_here as (
    {{ invert_cells('cells') }} -- noqa: PRS
),

name_problems as (
    select
        concat(
            'macros/chains/invert_cells.sql: the portable form and that of this engine differ for ',
            cells.conversion_type, '. This is a defect: report it.'
        ) as problem
    from cells
    left join invert_anywhere
        on
            cells.conversion_type = invert_anywhere.conversion_type
            and cells.from_place = invert_anywhere.from_place
            and cells.to_place = invert_anywhere.to_place
    left join invert_here
        on
            cells.conversion_type = invert_here.conversion_type
            and cells.from_place = invert_here.from_place
            and cells.to_place = invert_here.to_place
    where coalesce(abs(invert_anywhere.cell - invert_here.cell), 1) > 0.000000001
)

select * from name_problems
