{% test members_add_up(model, dimensions=['segment', 'industry', 'seller', 'channel'], parts=none) %}

{%- set slices = slice_dimensions(dimensions) -%}
{%- set parts = parts or kpi_parts() -%}
{%- set keys = ['period_grain', 'period_start', 'segment', 'industry', 'seller', 'channel'] -%}
{%- set checks = [] -%}
{%- for members in slices -%}
    {%- for member in members if members | reject('equalto', member) | list in slices -%}
        {%- do checks.append((members, member)) -%}
    {%- endfor -%}
{%- endfor -%}

{% if not checks %}
select 'no slice but the total' as problem
from {{ model }}
where 1 = 0
{% else %}
with compared as (
    {% for members, member in checks %}
        select
            {% for key in keys %}{{ "'All'" if key == member else key }} as {{ key }}, {% endfor %}
            '{{ member }}' as summed_over,
            {% for part in parts %}{{ part }} as {{ part }}, {% endfor %}
            0 as parent_rows
        from {{ model }}
        where slice = '{{ members | join("+") }}'
        union all
        select
            {% for key in keys %}{{ key }}, {% endfor %}
            '{{ member }}' as summed_over,
            {% for part in parts %}-1 * {{ part }} as {{ part }}, {% endfor %}
            1 as parent_rows
        from {{ model }}
        where slice = '{{ members | reject("equalto", member) | join("+") or "total" }}'
        {{ 'union all' if not loop.last }}
    {% endfor %}
)

select
    {{ keys | join(', ') }}, summed_over,
    {% for part in parts %}sum({{ part }}) as {{ part }}_difference, {% endfor %}
    sum(parent_rows) as parent_rows
from compared
group by {{ keys | join(', ') }}, summed_over
having
    sum(parent_rows) <> 1
    {% for part in parts %}or coalesce(sum({{ part }}), 0) <> 0 {% endfor %}
{% endif %}

{% endtest %}
