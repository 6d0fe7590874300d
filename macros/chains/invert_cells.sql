{#- Gauss-Jordan in place. Every journey ends, so each pivot of I - Q is positive and none needs exchanging. -#}
{% macro invert_cells(cells) -%}
    {{- return(adapter.dispatch('invert_cells')(cells)) -}}
{%- endmacro %}

{% macro default__invert_cells(cells, rounds=var("max_channels")) %}
    with pivot_0 as (
        select conversion_type, from_place, to_place, cast(cell as double precision) as cell from {{ cells }}
    )
    {%- for place in range(1, rounds + 1) %},
    meet_{{ place }} as (
        select conversion_type, from_place, to_place, cell,
            max(case when to_place = {{ place }} then cell end) over (partition by conversion_type, from_place) as beside,
            max(case when from_place = {{ place }} then cell end) over (partition by conversion_type, to_place) as above,
            max(case when from_place = {{ place }} and to_place = {{ place }} then cell end)
                over (partition by conversion_type) as corner
        from pivot_{{ place - 1 }}
    ),
    pivot_{{ place }} as (
        select conversion_type, from_place, to_place,
            case
                when corner is null then cell
                when from_place = {{ place }} and to_place = {{ place }} then 1 / corner
                when from_place = {{ place }} then cell / corner
                when to_place = {{ place }} then -1 * cell / corner
                else cell - beside * above / corner
            end as cell
        from meet_{{ place }}
    )
    {%- endfor %}
    select conversion_type, from_place, to_place, cell from pivot_{{ rounds }}
{% endmacro %}

{% macro spark__invert_cells(cells) %}
    {{ b2b_kpis.default__invert_cells(cells) | replace('double precision', 'double') }}
{% endmacro %}

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
