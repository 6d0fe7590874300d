{% macro credit_columns(model) -%}
    cast(
        cast({{ whole_share('1000000000000', model ~ '_through', model ~ '_whole') }}
        - {{ whole_share('1000000000000', model ~ '_before', model ~ '_whole') }} as numeric(13, 0))
        * cast(0.000000000001 as numeric(13, 12)) as numeric(13, 12)
    ) as {{ model }}_weight,
    {{ whole_share('amount', model ~ '_through', model ~ '_whole') }}
    - {{ whole_share('amount', model ~ '_before', model ~ '_whole') }} as {{ model }}_credit
{%- endmacro %}
