{# assert_every_amount_has_a_rate turns a missing rate into an error. #}
{% macro in_reporting_currency(amount, currency, rates) -%}
    cast(case
        when {{ amount }} = 0 or {{ currency }} = '{{ var("reporting_currency") }}' then {{ amount }}
        when {{ rates }}.is_inverse then {{ exact_quotient(amount, rates ~ '.rate') }}
        else cast(round({{ amount }} * {{ rates }}.rate, 6) as numeric(28, 6))
    end as numeric(28, 6))
{%- endmacro %}
