{% macro rule_parameters(model) -%}
    {%- for weight in ['first', 'lead', 'opportunity', 'close', 'last', 'other'] %}
        coalesce({{ rule_parameter(model, 'w_' ~ weight, 'integer') }}, 0) as {{ model }}_w_{{ weight }},
    {%- endfor %}
    {{ rule_parameter(model, 'half_life_days', 'numeric(9, 3)') }} as {{ model }}_half_life,
    max(case when model = '{{ model }}' and kind = 'last_non_direct' then 1 else 0 end) as {{ model }}_is_named
{%- endmacro %}
