{# assert_every_amount_has_a_rate turns a missing rate into an error. #}
{% macro in_reporting_currency(amount, currency, rates) -%}
    cast(round(case
        when {{ amount }} = 0 or {{ currency }} = '{{ var("reporting_currency") }}' then {{ amount }}
        when {{ rates }}.is_inverse then {{ amount }} / {{ rates }}.rate
        else {{ amount }} * {{ rates }}.rate
    end, 6) as numeric(28, 6))
{%- endmacro %}
