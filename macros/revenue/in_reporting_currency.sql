{# An amount in the reporting currency, as numeric(28, 6). `rates`: alias of int_exchange_rates joined on currency and day.
   Null where a rate is missing, which assert_every_amount_has_a_rate turns into an error; zero needs no rate. #}
{% macro in_reporting_currency(amount, currency, rates) -%}
    cast(round(case
        when {{ amount }} = 0 or {{ currency }} = '{{ var("reporting_currency") }}' then {{ amount }}
        when {{ rates }}.is_inverse then {{ amount }} / {{ rates }}.rate
        else {{ amount }} * {{ rates }}.rate
    end, 6) as numeric(28, 6))
{%- endmacro %}
