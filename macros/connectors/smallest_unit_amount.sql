{#- A product of decimals is exact on every engine; a quotient is not. -#}
{% macro smallest_unit_amount(column, unit) %}
    cast(case
        when {{ regex_matches("trim(" ~ column ~ ")", "^-?[0-9]{1,16}([.][0-9]+)?$") }}
            then cast(trim({{ column }}) as numeric(28, 9)) * cast({{ unit }} as numeric(7, 6))
    end as numeric(28, 6))
{%- endmacro %}
