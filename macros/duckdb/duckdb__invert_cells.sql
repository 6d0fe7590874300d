{% macro duckdb__invert_cells(cells) %}
    with recursive stack_rows as (
        select conversion_type, from_place, list(cast(cell as double) order by to_place) as line
        from {{ cells }} group by conversion_type, from_place
    ),
    eliminate (conversion_type, place, size, matrix) as (
        select conversion_type, 1, count(*), list(line order by from_place) from stack_rows group by conversion_type
        union all
        select conversion_type, place + 1, size, list_transform(matrix, lambda line, i: case
            when i = place then list_transform(line, lambda cell, j: case when j = place then 1 else cell end / line[place])
            else list_transform(line, lambda cell, j: case when j = place then 0 else cell end
                - line[place] * case when j = place then 1 else matrix[place][j] end / matrix[place][place])
        end)
        from eliminate where place <= size
    )
    select cells.conversion_type, cells.from_place, cells.to_place, matrix[cells.from_place][cells.to_place] as cell
    from {{ cells }} as cells
    inner join eliminate on cells.conversion_type = eliminate.conversion_type and place = size + 1
{% endmacro %}
