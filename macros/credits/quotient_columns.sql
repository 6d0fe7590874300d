{% macro quotient_columns(model) -%}
    {%- for name, total in [('one', '1000000000000'), ('amount', 'amount')] %}
        {{ whole_quotient(total, model ~ '_whole') }} as {{ model }}_{{ name }}_quotient,
        mod({{ total }}, {{ model }}_whole) as {{ model }}_{{ name }}_rest{{ ',' if not loop.last }}
    {%- endfor %}
{%- endmacro %}
