{% macro eligible_touch(journeys, touches) -%}
    {{ journeys }}.buyer_id = {{ touches }}.buyer_id
    and {{ touches }}.seq >= {{ journeys }}.first_seq
    and {{ touches }}.seq <= {{ journeys }}.last_seq
    and not ({{ journeys }}.is_named_only and {{ touches }}.is_direct)
{%- endmacro %}
