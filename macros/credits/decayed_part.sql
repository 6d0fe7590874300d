{# In parts of 10^12, so that their sums are whole; at least one, so that no touch vanishes. #}
{% macro decayed_part(model) -%}
    greatest(1, cast(round(1000000000000 * power(
        0.5, cast({{ dbt.datediff('touches.touched_at', 'number_journeys.last_touched_at', 'day') }} as integer)
        / spread_models.{{ model }}_half_life
    ), 0) as bigint))
{%- endmacro %}
