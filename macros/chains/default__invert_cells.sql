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
