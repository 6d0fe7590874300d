{% macro credit_columns(model, is_divided) -%}
    {%- set one = '1000000000000' -%}
    cast(
        cast({{ share_of_touch(model, one, 'one', is_divided) }} as numeric(13, 0))
        * cast(0.000000000001 as numeric(13, 12)) as numeric(13, 12)
    ) as {{ model }}_weight,
    {{ share_of_touch(model, 'amount', 'amount', is_divided) }} as {{ model }}_credit
{%- endmacro %}
