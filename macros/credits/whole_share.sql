{#- total * part / whole without its fraction, exact up to 38 digits: what cumulative parts are cut to is lost nowhere. -#}
{% macro whole_share(total, part, whole) -%}
    {{- return(adapter.dispatch('whole_share')(total, part, whole)) -}}
{%- endmacro %}

{% macro default__whole_share(total, part, whole) -%}
    {%- set product = 'cast(' ~ total ~ ' as numeric(38, 0)) * ' ~ part -%}
    cast(({{ product }} - mod({{ product }}, {{ whole }})) / {{ whole }} as bigint)
{%- endmacro %}

{#- DuckDB divides numbers of 128 bits bit by bit: a double comes within one of the answer, and what is left over mends it. -#}
{% macro duckdb__whole_share(total, part, whole) -%}
    {%- set size = "abs(" ~ total ~ ")" -%}
    {%- set guess = "cast(floor(cast(" ~ size ~ " as double) * cast(" ~ part ~ " as double) / cast(" ~ whole ~ " as double)) as bigint)" -%}
    {%- set rest = "(cast(" ~ size ~ " as hugeint) * cast(" ~ part ~ " as hugeint) - cast(" ~ guess ~ " as hugeint) * cast(" ~ whole ~ " as hugeint))" -%}
    case
        when {{ size }} <= 1000000000000000
            then cast(sign({{ total }}) as bigint)
                * ({{ guess }} + cast({{ rest }} >= {{ whole }} as bigint) - cast({{ rest }} < 0 as bigint))
        else cast(divide(cast({{ total }} as hugeint) * cast({{ part }} as hugeint), cast({{ whole }} as hugeint)) as bigint)
    end
{%- endmacro %}

{% macro spark__whole_share(total, part, whole) -%}
    cast(cast({{ total }} as numeric(38, 0)) * {{ part }} div {{ whole }} as bigint)
{%- endmacro %}
